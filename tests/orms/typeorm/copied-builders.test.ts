import { describe, expect, it } from 'vitest'
import { verdictsOfApp } from '../../support/app-verdicts.ts'

const head = `import { Column, Entity, PrimaryGeneratedColumn, type Repository, SelectQueryBuilder } from 'typeorm'
@Entity('flow')
export class Flow {
  @PrimaryGeneratedColumn('uuid') id: string
  @Column('uuid') tenantId: string
  @Column() status: string
}
class Paginator<E> {
  async paginate(builder: SelectQueryBuilder<E>) {
    const copy = new SelectQueryBuilder<E>(builder)
    copy.take(10)
    return copy.getMany()
  }
}`

function verdictsOf(body: string): readonly string[] {
  return verdictsOfApp({
    'package.json': JSON.stringify({ name: 'app', dependencies: { typeorm: '0.3.20', pg: '8' } }),
    'app.ts': `${head}
export class Flows {
  constructor(private readonly flows: Repository<Flow>) {}
  list(status: string, tenantId: string) {
    ${body}
  }
}`,
  })
}

describe('a builder that is made of another one', () => {
  it.each([
    ['return new SelectQueryBuilder(BUILDER).take(10).getMany()'],
    ['const copy = new SelectQueryBuilder(BUILDER); return copy.take(10).getMany()'],
    ['return new Paginator<Flow>().paginate(BUILDER)'],
    ['const flows = BUILDER; return new Paginator<Flow>().paginate(flows)'],
  ])('asks for what that one does: %s', (body) => {
    const asking = (where: string): readonly string[] =>
      verdictsOf(body.replace('BUILDER', `this.flows.createQueryBuilder('flow').where({ ${where} })`))
    expect(asking('status')).toEqual(['unscoped'])
    expect(asking('tenantId')).toEqual(['scoped'])
  })
})
