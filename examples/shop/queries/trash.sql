-- What becomes of tickets and gift cards that nobody wants any more.

-- Wrong: the ticket is gone, and an order that is looked at later misses it.
DELETE FROM tickets WHERE organization_id = $1 AND id = $2;

-- Right: the ticket is marked as deleted.
UPDATE tickets SET deleted_at = now() WHERE organization_id = $1 AND id = $2 AND deleted_at IS NULL;

-- Right: what was marked long ago is cleared away.
DELETE FROM tickets WHERE organization_id = $1 AND deleted_at < now() - interval '1 year';

-- Wrong: this empties the table of every tenant, with those that were only marked.
TRUNCATE gift_cards;
