// The deployments that do the same safely, by the name of the rule.

/** One step an entry; empty when there is no other way than to wait for the running version to go. */
export function planFor(rule: string): string[] {
  return plans[rule] ?? general
}

const general = [
  'expand: add what the new version needs beside what the running version uses',
  'deploy the new version and move the traffic',
  'contract: once no colour runs the old version, make this change',
]

const renaming = [
  'expand: add the new name beside the old one, kept in step by a trigger both ways, and backfill it',
  'deploy a version that reads the new name and writes both',
  'deploy a version that no longer uses the old name',
  'contract: drop the trigger and the old name',
]

const dropping = [
  'deploy a version that no longer uses it',
  'contract: drop it once no colour runs an older version and the time for rollback is over',
]

const checking = [
  'deploy a version that writes only rows the constraint accepts',
  'contract: add the constraint NOT VALID',
  'contract, in a transaction of its own: VALIDATE CONSTRAINT, which lets others write',
]

const plans: Record<string, string[]> = {
  'add-required-column': [
    'expand: add the column as nullable or with a constant default',
    'deploy a version that writes it, and backfill the rows that are there',
    'contract: add CHECK (… IS NOT NULL) NOT VALID, VALIDATE it, then SET NOT NULL and drop the check',
  ],
  'add-column-volatile-default': [
    'expand: add the column without a default, then SET DEFAULT',
    'backfill the rows that are there in batches',
  ],
  'add-serial-column': [
    'expand: add a nullable column, create the sequence, SET DEFAULT nextval(…)',
    'backfill the rows that are there in batches',
    'contract: make it NOT NULL by way of a validated check',
  ],
  'add-generated-column': [
    'expand: add an ordinary column, kept up by a trigger, and backfill it in batches',
  ],
  'change-column-type': [
    'expand: add a column of the new type, kept in step by a trigger both ways, and backfill it',
    'deploy a version that reads the new column and writes both',
    'deploy a version that no longer uses the old column',
    'contract: drop the trigger and the old column',
  ],
  'rename-column': renaming,
  'rename-table': renaming,
  rename: renaming,
  'drop-column': dropping,
  'drop-table': dropping,
  'drop-view': dropping,
  'drop-function': dropping,
  'drop-type': dropping,
  'drop-sequence': dropping,
  'set-not-null': [
    'deploy a version that always writes the column, and backfill the rows that are there',
    'contract: add CHECK (… IS NOT NULL) NOT VALID, then VALIDATE CONSTRAINT in a transaction of its own',
    'contract: SET NOT NULL, which takes the check as its proof, and drop the check',
  ],
  'add-check': checking,
  'add-foreign-key': checking,
  'add-constraint': checking,
  'add-unique': [
    'deploy a version that writes no duplicates, and clear those that are there',
    'contract: CREATE UNIQUE INDEX CONCURRENTLY, outside a transaction',
    'contract: ADD CONSTRAINT … USING INDEX',
  ],
  'create-index': ['CREATE INDEX CONCURRENTLY, outside a transaction'],
  reindex: ['REINDEX … CONCURRENTLY, outside a transaction'],
  refresh: ['create a unique index on the view, then REFRESH MATERIALIZED VIEW CONCURRENTLY'],
  'vacuum-full': ['pg_repack, or copy into a new table in batches and switch over'],
  cluster: ['pg_repack, or copy into a new table in batches and switch over'],
  'update-unbatched': ['backfill by key in small batches, each a transaction of its own'],
  'attach-partition': [
    'add a CHECK on the partition that implies its bounds, NOT VALID, and VALIDATE it',
    'ATTACH PARTITION, which takes the check as its proof, and drop the check',
  ],
  'rename-enum-value': [
    'expand: ADD VALUE with the new label',
    'deploy a version that reads both labels and writes the new one, and backfill',
    'leave the old label in the type: PostgreSQL cannot drop it',
  ],
  'fails-in-transaction': [
    'give the statement a migration of its own that is not wrapped in a transaction',
  ],
  'change-default': [
    'deploy a version that names the column in every INSERT',
    'change the default once no colour runs an older version',
  ],
  'drop-default': [
    'deploy a version that names the column in every INSERT',
    'contract: drop the default once no colour runs an older version',
  ],
}
