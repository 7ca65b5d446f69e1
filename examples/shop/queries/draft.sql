-- Wrong: a comma too many.
SELECT id, title, FROM events WHERE organization_id = $1;

-- Right: the next statement is read all the same.
SELECT id, title FROM events WHERE organization_id = $1;
