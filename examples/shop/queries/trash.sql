-- What becomes of gift cards that nobody wants any more.

-- Wrong: the card is gone, and an order that was paid with it misses it.
DELETE FROM gift_cards WHERE organization_id = $1 AND id = $2;

-- Right: the card is marked as deleted.
UPDATE gift_cards SET deleted_at = now() WHERE organization_id = $1 AND id = $2 AND deleted_at IS NULL;

-- Right: what was marked long ago is cleared away.
DELETE FROM gift_cards WHERE organization_id = $1 AND deleted_at < now() - interval '1 year';

-- Wrong: this empties the table of every tenant, with those that were only marked.
TRUNCATE gift_cards;

-- Wrong: deleted cards are listed, too.
SELECT id, code FROM gift_cards WHERE organization_id = $1;

-- Wrong: AND binds more tightly than OR, so a deleted card counts while it is full.
SELECT id FROM gift_cards WHERE organization_id = $1 AND (balance_cents > 5000 OR balance_cents > 0 AND deleted_at IS NULL);

-- Wrong: who knows the number of a deleted card can still look at it.
SELECT code, balance_cents FROM gift_cards WHERE organization_id = $1 AND id = $2;

-- Wrong: payouts go to promoters who are deleted.
SELECT p.amount_cents, o.code
FROM payouts p
JOIN promoters o ON o.organization_id = p.organization_id AND o.id = p.promoter_id
WHERE p.organization_id = $1;

-- Right: those that are not deleted.
SELECT id, code FROM gift_cards WHERE organization_id = $1 AND deleted_at IS NULL;

-- Right: the trash, for whoever asks for it.
SELECT id, code FROM gift_cards WHERE organization_id = $1 AND deleted_at IS NOT NULL;
