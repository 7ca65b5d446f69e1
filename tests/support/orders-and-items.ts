/** Orders of tenants with their items, for programs that go on with the row of an order. */
export const ordersAndItems = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, code text);
create table items (id uuid primary key, organization_id uuid not null references organizations, order_id uuid references orders);
`

/** A query of the items of an order alone. */
export const removeItems = (order: string): string => `sql\`DELETE FROM items WHERE order_id = \${${order}}\``
