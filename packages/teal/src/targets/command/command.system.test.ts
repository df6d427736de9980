import { crashSuite } from '../crash.suite.ts'
import { commandFixture } from './command.fixture.ts'

crashSuite('command', commandFixture)
