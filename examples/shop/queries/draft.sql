-- Wrong: a comma too many.
SELECT id, title, FROM events WHERE organization_id = $1;

-- Right.
SELECT id, title FROM events WHERE organization_id = $1;
