-- name: GetOrder :one
-- Right: the id comes from a request, and the organization from the session.
SELECT id, total_cents, paid_at FROM orders
WHERE id = @id AND organization_id = @organization_id

-- name: GetAnyOrder :one
-- Wrong: whoever sends the id of another organization's order gets it.
SELECT id, total_cents, paid_at FROM orders
WHERE id = @id

-- name: ListHolds :many
-- Wrong: the same, by a reference to it.
SELECT id, released_at FROM holds
WHERE order_id = @order_id

-- name: AddOrder :exec
-- Right: it says whose the order is.
INSERT INTO orders (organization_id, user_id, total_cents)
VALUES (@organization_id, @user_id, @total_cents)

-- name: AddNobodysOrder :exec
-- Wrong: it does not.
INSERT INTO orders (user_id, total_cents)
VALUES (@user_id, @total_cents)

-- name: AddAuditEntry :exec
-- Right: a trigger fills the column, as the settings say.
INSERT INTO audit_entries (what) VALUES (@what)

-- name: ForgetHolds :exec
-- Wrong: TRUNCATE knows no tenants.
TRUNCATE holds

-- name: ReleaseHolds :exec
-- Right: those of one organization.
UPDATE holds SET released_at = now()
WHERE organization_id = @organization_id AND released_at IS NULL

-- name: GiveOrderAway :exec
-- Wrong: the order moves to another organization, and its tickets stay.
UPDATE orders SET organization_id = @other_id
WHERE id = @id AND organization_id = @organization_id

-- name: AbandonHold :exec
-- Wrong: the hold leaves its organization, and is nobody's.
UPDATE holds SET organization_id = NULL
WHERE id = @id AND organization_id = @organization_id

-- name: PayOrder :exec
-- Right: it stays where it is.
UPDATE orders SET paid_at = now()
WHERE id = @id AND organization_id = @organization_id

-- name: CountOrders :one
-- Right: it says why it counts all.
-- eslint-disable-next-line tenancy/require-tenant-filter -- the report for operators
SELECT count(*) FROM orders

-- name: CountHolds :one
-- Wrong: nobody knows why.
-- eslint-disable-next-line tenancy/require-tenant-filter
SELECT count(*) FROM holds

-- name: CountRefunds :one
-- Wrong: this switches all rules off.
-- eslint-disable-next-line
SELECT count(*) FROM refunds
