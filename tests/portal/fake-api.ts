import type { ApiInput, ApiName, ApiOutput } from '#domain/api.ts'
import { fail, type Outcome } from '#domain/problem.ts'
import type { PortalApi } from '#store/portal-api.ts'

export type FakeAnswers = {
  readonly [N in ApiName]?: (input: ApiInput<N>) => Outcome<ApiOutput<N>> | Promise<Outcome<ApiOutput<N>>>
}

/** The portal at the edge: answers by table, remembers what it was asked; what is not in the table is "server gone". */
export function createFakeApi(answers: FakeAnswers) {
  const asked: { readonly name: ApiName; readonly input: unknown }[] = []
  const api: PortalApi = {
    authorization: undefined,
    baseUrl: '',
    async call<N extends ApiName>(name: N, input: ApiInput<N>): Promise<Outcome<ApiOutput<N>>> {
      asked.push({ name, input })
      return answers[name]?.(input) ?? fail('server-gone')
    },
  }
  return {
    api,
    calls: (name: ApiName) => asked.filter((call) => call.name === name).map((call) => call.input),
  }
}
