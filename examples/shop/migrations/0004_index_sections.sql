-- Sections by their venue; a venue is unique by its id alone.
CREATE INDEX idx_sections_venue_id ON sections (venue_id);

-- Right: a migration may touch every tenant.
UPDATE events SET title = trim(title);
