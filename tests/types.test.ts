import type { ESLint, Linter } from 'eslint'
import { defineConfig } from 'eslint/config'
import { expect, expectTypeOf, it } from 'vitest'
import tenancy, { type TenancySettings } from '../index.ts'

it('is a plugin to a typed configuration', () => {
  expectTypeOf(tenancy).toExtend<ESLint.Plugin>()
  expectTypeOf(tenancy.configs.recommended).toExtend<Linter.Config[]>()
  expect(defineConfig({ plugins: { tenancy }, extends: ['tenancy/recommended'] })).not.toEqual([])
  expect(defineConfig(tenancy.configs.essential, tenancy.configs.strict)).not.toEqual([])
})

it('has a type for its settings', () => {
  expectTypeOf<{ tenantColumns: string[]; postgres: 16 }>().toExtend<TenancySettings>()
  expectTypeOf<{ tenantColumns: string }>().not.toExtend<TenancySettings>()
})
