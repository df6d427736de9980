import { crashSuite } from '../crash.suite.ts'
import { processFixture } from './process.fixture.ts'

crashSuite('process', processFixture)
