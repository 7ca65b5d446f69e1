-- What is not known is NULL: nothing equals it, and nothing differs from it.

-- Wrong: nothing equals NULL, so no order is found.
SELECT id FROM orders WHERE organization_id = $1 AND paid_at = NULL;

-- Wrong: no carrier is known to differ from NULL, so no delivery is found.
SELECT id FROM deliveries WHERE organization_id = $1 AND carrier NOT IN ('post', NULL);

-- Wrong: the NULL in the list finds nothing.
SELECT id FROM deliveries WHERE organization_id = $1 AND carrier IN ('post', NULL);

-- Wrong: the branch for tickets that nobody has scanned is never taken.
SELECT CASE scanned_at WHEN NULL THEN 'open' ELSE 'used' END AS state FROM tickets WHERE organization_id = $1;

-- Wrong: once a hold is nobody's, no order is found.
SELECT id FROM orders WHERE organization_id = $1 AND user_id NOT IN (SELECT user_id FROM holds WHERE organization_id = $1);

-- Wrong: once a ticket is of no order of the organization, nobody's hold is found.
SELECT id
FROM holds
WHERE organization_id = $1
  AND user_id NOT IN (
    SELECT o.user_id FROM tickets t LEFT JOIN orders o ON o.organization_id = t.organization_id AND o.id = t.order_id
    WHERE t.organization_id = $1
  );

-- Right: there is none, or it is not known.
SELECT o.id FROM orders o
WHERE o.organization_id = $1 AND o.paid_at IS NULL
  AND NOT EXISTS (SELECT FROM holds h WHERE h.organization_id = o.organization_id AND h.user_id = o.user_id);

-- Right: whatever differs from one carrier.
SELECT id FROM deliveries WHERE organization_id = $1 AND carrier IS DISTINCT FROM 'post';
