import { ensureTemplate } from '#server/storage/template.ts'

await ensureTemplate()
