-- Wrong: an older name of the column.
SELECT id, refunded FROM orders WHERE organization_id = $1;

-- Wrong: an older name of the table.
SELECT h.id FROM orders o JOIN reservations h ON h.order_id = o.id WHERE o.organization_id = $1;

-- Wrong: beside an alias the name of the table means nothing.
SELECT orders.id FROM orders o WHERE o.organization_id = $1;

-- Wrong: without quotes capitals are made small.
SELECT r.chargeId FROM refunds r WHERE r.organization_id = $1;

-- Right: names as the schema has them.
SELECT o.id, o.paid_at FROM orders o WHERE o.organization_id = $1;
