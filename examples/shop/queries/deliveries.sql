-- name: FindPlace :one
-- Right: the primary key is an index.
SELECT city FROM places WHERE postcode = @postcode

-- name: FindPostcodes :many
-- Wrong: no index is of the city, so this reads all places there are.
SELECT postcode FROM places WHERE city = @city

-- name: SearchPlaces :many
-- Wrong: no ordinary index knows what stands in the middle of a name.
SELECT postcode FROM places WHERE city ILIKE '%' || @part || '%'

-- name: FindPlacesOfCountry :many
-- Wrong: the index is for another operator.
SELECT postcode FROM places WHERE details ->> 'country' = @country

-- name: FindPlacesWith :many
-- Right: this one.
SELECT postcode FROM places WHERE details @> @details

-- name: ListDeliveries :many
-- Wrong: all deliveries of the organization are read and sorted for each page.
SELECT id, address FROM deliveries
WHERE organization_id = @organization_id ORDER BY address LIMIT 20

-- name: ListNewestDeliveries :many
-- Right: an index has them in this order, read backwards.
SELECT id, address FROM deliveries
WHERE organization_id = @organization_id ORDER BY sent_at DESC LIMIT 20

-- name: FindDeliveriesOfDay :many
-- Wrong: the index has times, and not their days.
SELECT id FROM deliveries
WHERE organization_id = @organization_id AND sent_at::date = @day

-- name: FindDeliveriesBetween :many
-- Right: from when until when.
SELECT id FROM deliveries
WHERE organization_id = @organization_id AND sent_at >= @day::date AND sent_at < @day::date + 1

-- name: FindDelivery :one
-- Wrong: the index has numbers as they were written.
SELECT id FROM deliveries
WHERE organization_id = @organization_id AND lower(tracking) = @tracking

-- name: FindDeliveriesOfWeight :many
-- Wrong: whoever searches for a text gets each weight cast to one.
SELECT id FROM deliveries
WHERE organization_id = @organization_id AND grams::text = @grams

-- name: FindParcels :many
-- Wrong: a fraction of a gram makes Postgres cast all of the others.
SELECT id FROM deliveries
WHERE organization_id = @organization_id AND grams > 999.5

-- name: FindHeavyDeliveries :many
-- Wrong: what is added to the column belongs to the other side.
SELECT id FROM deliveries
WHERE organization_id = @organization_id AND grams + 50 > @grams::integer

-- name: FindDeliveriesByCarrier :many
-- Wrong: behind the time, the index does not lead to a carrier.
SELECT id FROM deliveries
WHERE organization_id = @organization_id AND carrier = @carrier AND sent_at > @since

-- name: FirstDeliveryByCarrier :one
-- Wrong: the same, for the order.
SELECT id FROM deliveries
WHERE organization_id = @organization_id AND carrier = @carrier ORDER BY sent_at LIMIT 1

-- name: ListDeliveriesByCarrier :many
-- Wrong: an index gives both columns upwards, or both downwards.
SELECT id FROM deliveries
WHERE organization_id = @organization_id ORDER BY sent_at DESC, carrier LIMIT 20
