import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { MiddlewareHandler } from 'hono'

export interface Metrics {
  /** Counts every request that passes. */
  readonly count: MiddlewareHandler
  /** Prometheus text, version 0.0.4. Source: prometheus.io, "Exposition formats". */
  text(): string
  close(): void
}

/** Counts of this process, since it started. */
export function createMetrics(): Metrics {
  const requests = new Map<string, number>()
  let seconds = 0
  let count = 0
  const delay = monitorEventLoopDelay()
  delay.enable()

  return {
    async count(c, next) {
      const from = performance.now()
      await next()
      seconds += (performance.now() - from) / 1000
      count += 1
      const key = `method="${methodOf(c.req.method)}",status="${c.res.status}"`
      requests.set(key, (requests.get(key) ?? 0) + 1)
    },
    text() {
      const lines = [
        ...metric('farpoint_up_seconds', 'gauge', 'Seconds since the server started.', process.uptime()),
        ...metric(
          'farpoint_memory_bytes',
          'gauge',
          'Memory that the process holds.',
          process.memoryUsage().rss,
        ),
        ...metric(
          'farpoint_cpu_seconds_total',
          'counter',
          'Processor time used.',
          (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
        ),
        ...metric(
          'farpoint_event_loop_delay_seconds',
          'gauge',
          'How late the process was at its turn, 99th percentile.',
          delay.percentile(99) / 1e9,
        ),
        ...metric('farpoint_http_seconds_sum', 'counter', 'Time spent on all HTTP requests.', seconds),
        ...metric('farpoint_http_seconds_count', 'counter', 'HTTP requests answered.', count),
        '# HELP farpoint_http_requests_total HTTP requests by method and status.',
        '# TYPE farpoint_http_requests_total counter',
        ...[...requests].map(([key, value]) => `farpoint_http_requests_total{${key}} ${value}`),
      ]
      return `${lines.join('\n')}\n`
    },
    close() {
      delay.disable()
    },
  }
}

function metric(name: string, type: string, help: string, value: number): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, `${name} ${value}`]
}

/** Invented methods must not make ever new series. */
function methodOf(method: string): string {
  return ['GET', 'HEAD', 'POST', 'PATCH', 'OPTIONS', 'DELETE'].includes(method) ? method : 'other'
}
