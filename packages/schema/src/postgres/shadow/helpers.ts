/** The schema that holds the shadow's own functions; it is no part of what is judged. */
export const helperSchema = 'teal_shadow'

/** The role that owns the schema under judgement in PGlite, where no other owner is known. */
export const ownerRole = 'teal_owner'

// `probe` tries each statement and takes it back: a subtransaction that ends in an error of its own,
// which carries the answer. Deferred constraints are checked, since the commit would check them.
// `bound` writes out a statement with every name bound to what it means, whoever may read that.
// `first` keeps the first statement that succeeds, `each` every one. `suited` tells which values a column's own checks take.
export const helpers = `
create schema if not exists ${helperSchema};
grant usage on schema ${helperSchema} to public;
create or replace function ${helperSchema}.probe(statements text[], afters text[])
returns table (code text, answer text) language plpgsql as $$
declare
  result jsonb;
  after_result jsonb;
  touched bigint;
begin
  for i in 1 .. coalesce(array_length(statements, 1), 0) loop
    begin
      result := null;
      after_result := null;
      if starts_with(statements[i], 'json:') then
        execute substr(statements[i], 6) into result;
      else
        execute statements[i];
        get diagnostics touched = row_count;
        result := to_jsonb(touched);
      end if;
      set constraints all immediate;
      if afters[i] <> '' then
        execute afters[i] into after_result;
      end if;
      raise exception using errcode = 'TL001',
        message = jsonb_build_array(result, after_result)::text;
    exception
      when sqlstate 'TL001' then
        code := '';
        answer := sqlerrm;
      when others then
        code := sqlstate;
        answer := sqlerrm;
    end;
    return next;
  end loop;
end $$;
create or replace function ${helperSchema}.bound(statement text, types text)
returns text language plpgsql security definer as $$
begin
  execute format('create function ${helperSchema}.recorded(%s) returns void begin atomic %s; end',
    types, statement);
  return pg_get_function_sqlbody(to_regproc('${helperSchema}.recorded'));
end $$;
create or replace function ${helperSchema}.first(statements text[])
returns text language plpgsql as $$
declare
  problem text := 'nothing was tried';
begin
  for i in 1 .. coalesce(array_length(statements, 1), 0) loop
    begin
      execute statements[i];
      set constraints all immediate;
      return statements[i];
    exception when others then
      problem := sqlerrm;
    end;
  end loop;
  return null;
end $$;
create or replace function ${helperSchema}.each(statements text[])
returns void language plpgsql as $$
begin
  for i in 1 .. coalesce(array_length(statements, 1), 0) loop
    begin
      execute statements[i];
      set constraints all immediate;
    exception when others then
      continue;
    end;
  end loop;
end $$;
create or replace function ${helperSchema}.suited(type text, name text, test text, candidates text[])
returns text[] language plpgsql as $$
declare
  found text[] := '{}';
  candidate text;
  meets boolean;
begin
  foreach candidate in array candidates loop
    begin
      execute format('select (%s) is not false and %I is not null from (select %L::%s as %I) q',
        test, name, candidate, type, name)
        into meets;
      if meets then found := found || candidate; end if;
    exception when others then
      continue;
    end;
  end loop;
  return found;
end $$;
`
