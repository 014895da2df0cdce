-- The tables that plugins declared, as they were made: `p_<plugin>_<table>`, indexes
-- `i_<plugin>_<table>_<index>`. What stands here may be added to, never changed.

create table plugin_columns (
    plugin text not null,
    table_name text not null,
    column_name text not null,
    position bigint not null,
    type bigint not null,
    flags bigint not null,
    primary key (plugin, table_name, column_name)
);

create table plugin_indexes (
    plugin text not null,
    table_name text not null,
    index_name text not null,
    columns text not null,
    flags bigint not null,
    primary key (plugin, table_name, index_name)
);
