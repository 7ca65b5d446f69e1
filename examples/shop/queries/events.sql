-- name: ListEvents :many
-- Right: those of one organization.
SELECT id, title, starts_at FROM events
WHERE organization_id = @organization_id AND archived_at IS NULL
ORDER BY starts_at

-- name: SearchEvents :many
-- Wrong: those of everybody.
SELECT id, title FROM events
WHERE title ILIKE @words AND archived_at IS NULL

-- name: FilterEvents :many
-- Wrong: without an organization the condition lets all pass.
SELECT id, title FROM events
WHERE @organization_id::uuid IS NULL OR organization_id = @organization_id

-- name: FilterEventsByDay :many
-- Right: what may be left out is not the organization.
SELECT id, title FROM events
WHERE organization_id = @organization_id AND (@day::date IS NULL OR starts_at::date = @day)

-- name: CountTickets :many
-- Right: the organization is known by its slug, and the tickets are held to it in the ON.
SELECT e.id, count(t.id) AS tickets_sold
FROM organizations o
JOIN events e ON e.organization_id = o.id
LEFT JOIN tickets t ON t.event_id = e.id AND t.organization_id = o.id
WHERE o.slug = @slug
GROUP BY e.id

-- name: CountAllTickets :many
-- Wrong: the ON of a LEFT JOIN chooses tickets, not events.
SELECT e.id, count(t.id) AS tickets_sold
FROM events e
LEFT JOIN tickets t ON t.event_id = e.id AND e.organization_id = @organization_id
GROUP BY e.id

-- name: ListOrganizations :many
-- Right: a person sees the organizations that they are in.
SELECT organization_id, role FROM memberships WHERE user_id = @user_id
