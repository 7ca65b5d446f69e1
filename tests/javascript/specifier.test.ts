import { describe, expect, it } from 'vitest'
import { namesPackage, specifierOf } from '../../src/javascript/specifier.ts'

describe('a module as npm names it', () => {
  it.each([
    ['kysely', 'kysely'],
    ['drizzle-orm/pg-core', 'drizzle-orm/pg-core'],
    ['./kysely@1', './kysely@1'],
    ['@/lib/db', '@/lib/db'],
    ['node:fs', 'node:fs'],
    ['npm:kysely', 'kysely'],
    ['npm:kysely@0.27', 'kysely'],
    ['npm:drizzle-orm@^0.36.0/pg-core', 'drizzle-orm/pg-core'],
    ['npm:/drizzle-orm/pg-core', 'drizzle-orm/pg-core'],
    ['jsr:@supabase/supabase-js@2', '@supabase/supabase-js'],
    ['https://esm.sh/@supabase/supabase-js', '@supabase/supabase-js'],
    ['https://esm.sh/v135/@supabase/supabase-js@2.39.7', '@supabase/supabase-js'],
    ['https://esm.sh/drizzle-orm@0.30.0/pg-core?target=deno', 'drizzle-orm/pg-core'],
    ['https://cdn.jsdelivr.net/npm/kysely@0.27/+esm', 'kysely/+esm'],
    ['https://deno.land/x/supabase@1.3.0/mod.ts', 'supabase/mod.ts'],
  ])('%s', (from, name) => {
    expect(specifierOf(from)).toBe(name)
  })
})

describe('a program that names a package', () => {
  it.each([
    ["import { Kysely } from 'kysely'", true],
    ['import { sql } from "kysely/helpers"', true],
    ["import { Kysely } from 'npm:kysely@0.27'", true],
    ["import { Kysely } from 'https://esm.sh/kysely@0.27.4?target=deno'", true],
    ["import { Kysely } from 'kysely-ctl'", false],
    ["import { Kysely } from 'npm:kysely-ctl@1'", false],
    ["import { Kysely } from './kysely'", false],
    ['// kysely', false],
  ])('%s', (text, names) => {
    expect(namesPackage(text, 'kysely')).toBe(names)
  })
})
