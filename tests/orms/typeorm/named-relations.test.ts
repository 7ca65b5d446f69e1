import { describe, expect, it } from 'vitest'
import { verdictsOfApp } from '../../support/app-verdicts.ts'

const entities = `
import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryGeneratedColumn } from 'typeorm'
@Entity('object_metadata')
export class ObjectMetadata {
  @PrimaryGeneratedColumn('uuid') id: string
  @Column('uuid') tenantId: string
  @OneToMany(() => FieldMetadata, (field) => field.object) fields: FieldMetadata[]
}
@Entity('field_metadata')
export class FieldMetadata {
  @PrimaryGeneratedColumn('uuid') id: string
  @Column('uuid') tenantId: string
  @Column('uuid') objectMetadataId: string
  @ManyToOne(() => ObjectMetadata, (object) => object.fields) @JoinColumn({ name: 'objectMetadataId' }) object: ObjectMetadata
}`

function lastVerdict(body: string): string | undefined {
  return verdictsOfApp({
    'package.json': JSON.stringify({ name: 'app', dependencies: { typeorm: '0.3.20', pg: '8' } }),
    'entities.ts': entities,
    'app.ts': `import { In, type Repository } from 'typeorm'
import { FieldMetadata, ObjectMetadata } from './entities'
export class Metadata {
  constructor(private readonly objects: Repository<ObjectMetadata>, private readonly fields: Repository<FieldMetadata>) {}
  async run(id: string, tenantId: string) {
    ${body}
  }
}`,
  }).at(-1)
}

const object = 'const object = await this.objects.findOneOrFail({ relations: { fields: true }, where: { id, tenantId } })'

describe('what hangs on a row by a property that is called otherwise than its table', () => {
  it.each([
    [object, 'await this.fields.delete({ id: In(object.fields.map((field) => field.id)) })'],
    [object.replace('{ fields: true }', "['fields']"), 'for (const field of object.fields) await this.fields.delete({ id: field.id })'],
    [object, 'await this.fields.update({ id: object.fields[0].id }, { objectMetadataId: id })'],
    [
      'const field = await this.fields.findOneOrFail({ relations: { object: true }, where: { id, tenantId } })',
      'await this.objects.update({ id: field.object.id }, { id })',
    ],
    [
      "const object = await this.objects.createQueryBuilder('object').leftJoinAndSelect('object.fields', 'fields').where({ id, tenantId }).getOneOrFail()",
      'await this.fields.delete({ id: In(object.fields.map((field) => field.id)) })',
    ],
  ])('is the tenant’s: %s %s', (load, change) => {
    expect(lastVerdict(`${load}\n${change}`)).toBe('by-row')
  })

  it('is not where the row is anybody’s', () => {
    const found = 'const object = await this.objects.findOneOrFail({ relations: { fields: true }, where: { id } })'
    expect(lastVerdict(`${found}\nawait this.fields.delete({ id: In(object.fields.map((field) => field.id)) })`)).not.toBe('by-row')
  })
})
