import type { StageName } from '../plan.ts'
import type { Stage } from '../stage.ts'
import { approve } from './approve.ts'
import { contract } from './contract.ts'
import { deploy } from './deploy.ts'
import { drain } from './drain.ts'
import { expand } from './expand.ts'
import { health } from './health.ts'
import { retire } from './retire.ts'
import { switchStage } from './switch.ts'
import { validate } from './validate.ts'
import { verify } from './verify.ts'
import { warmUp } from './warm-up.ts'
import { watch } from './watch.ts'

export const stages: Record<StageName, Stage> = {
  expand,
  deploy,
  health,
  validate,
  'warm-up': warmUp,
  approve,
  switch: switchStage,
  verify,
  watch,
  drain,
  retire,
  contract,
}
