-- v1 goes on inserting orders without a note; v2 writes one.
alter table orders add column note text;
