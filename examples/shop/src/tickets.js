/** Wrong: tickets of everybody are scanned, whatever the barcode is. */
export async function scanAny(db, barcode) {
  await db.query('UPDATE tickets SET scanned_at = now() WHERE barcode = $1', [barcode])
}

/** Right: those of one organization. */
export async function scan(db, organizationId, barcode) {
  await db.query('UPDATE tickets SET scanned_at = now() WHERE organization_id = $1 AND barcode = $2', [organizationId, barcode])
}
