exports.shorthands = undefined

exports.up = (pgm) => {
  pgm.createIndex('users', 'email')
  pgm.createIndex('users', ['organization_id', { name: 'email', sort: 'DESC' }], { unique: true, where: 'role IS NOT NULL' })
  pgm.createIndex('users', { name: 'name', opclass: 'gin_trgm_ops' }, { name: 'users_name_trgm', method: 'gin' })
  pgm.createIndex('users', 'lower(email)', { name: 'users_lower' })
  pgm.createIndex({ schema: 'billing', name: 'items' }, ['number'], { include: 'user_id', ifNotExists: true })
  pgm.createIndex('users', ['organization_id', 'score'], { unique: true, nulls: 'not distinct' })
  for (const column of ['user_id', 'number']) pgm.createIndex({ schema: 'billing', name: 'items' }, column, { name: `items_${column}` })
  pgm.addColumns('users', { nick: { type: 'varchar(20)' }, old: { type: 'text' } }, { ifNotExists: true })
  pgm.addColumn('users', { extra: { type: 'jsonb', notNull: true, default: pgm.func("'{}'::jsonb") } })
  pgm.dropColumns('users', ['old'], { ifExists: true })
  pgm.dropColumn('users', 'created_by')
  pgm.renameColumn('users', 'nick', 'handle')
  pgm.alterColumn('users', 'handle', { type: 'text', default: 'x', notNull: true })
  pgm.alterColumn('users', 'role', { default: null, allowNull: true })
  pgm.alterColumn('users', 'score', { notNull: false, type: 'integer', using: 'score::integer' })
  pgm.addConstraint('users', 'users_handle_key', { unique: 'handle' })
  pgm.addConstraint('users', 'handle_long', 'CHECK (length(handle) > 2)')
  pgm.addConstraint('users', null, { check: 'length(name) > 1' })
  pgm.addConstraint({ schema: 'billing', name: 'items' }, 'items_org', {
    foreignKeys: { columns: ['organization_id'], references: 'organizations(id)' },
  })
  pgm.dropConstraint('users', 'users_chck_2')
  pgm.renameConstraint('users', 'users_handle_key', 'users_handle_once')
  pgm.addTypeValue('role', 'guest', { after: 'member', ifNotExists: true })
  pgm.renameTypeValue('role', 'owner', 'boss')
  pgm.createSequence('numbers', { start: 5, owner: 'users.number' })
  pgm.createDomain('email', 'text', { check: "value ~ '@'", constraintName: 'is_email' })
  pgm.createView('actives', { columns: ['id', 'email'] }, 'SELECT id, email FROM users WHERE active')
  pgm.createMaterializedView('totals', { ifNotExists: true }, 'SELECT count(*) AS n FROM users')
  pgm.createFunction(
    'stamp',
    [],
    { returns: 'trigger', language: 'plpgsql', replace: true },
    'BEGIN NEW.updated_at := now(); RETURN NEW; END',
  )
  pgm.createFunction('add', ['int', { name: 'b', type: 'int', default: 1 }], { returns: 'int', language: 'sql' }, 'SELECT $1 + b')
  pgm.createTrigger('users', 'stamped', { when: 'BEFORE', operation: ['INSERT', 'UPDATE'], level: 'ROW', function: 'stamp' })
  pgm.createTrigger('users', 'own', { when: 'AFTER', operation: 'DELETE', level: 'ROW', language: 'plpgsql' }, 'BEGIN RETURN OLD; END')
  pgm.alterTable('users', { levelSecurity: 'ENABLE' })
  pgm.createPolicy('users', 'mine', { command: 'SELECT', using: "organization_id = current_setting('app.org')::uuid", role: ['app'] })
  pgm.createPolicy('users', 'writes', { check: 'active' })
  pgm.sql('CREATE TABLE {name} (id int primary key, org {type})', {
    name: { schema: 'billing', name: 'notes' },
    type: pgm.func('uuid'),
  })
  pgm.renameTable('children', 'kids')
  pgm.dropIndex('users', 'email')
  pgm.dropIndex({ schema: 'billing', name: 'items' }, 'number', { name: 'items_number', ifExists: true })
  pgm.dropTable('nowhere', { ifExists: true, cascade: true })
  pgm.noTransaction()
}

exports.down = (pgm) => {
  pgm.dropTable('users')
}
