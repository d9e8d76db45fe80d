-- The three database roles, one database, and what each role may do in it. Safe to run again and again.
--
-- Run by psql as the superuser: by the launcher, and by the PostgreSQL image of docker-compose.yml at its first start.
-- The database is called noticeboard, unless -v database=... says otherwise. Where connections need passwords, they
-- are in the environment as NOTICEBOARD_OWNER_PASSWORD and NOTICEBOARD_APP_PASSWORD.
--
--   noticeboard_owner       owns the database and its tables; migrations run as this role
--   noticeboard_app         web and worker processes; owns nothing, never bypasses row-level security
--   noticeboard_department  reads across councils; nobody signs in as it, the app takes it on with SET LOCAL ROLE
\set ON_ERROR_STOP on
SET client_min_messages = warning;
\if :{?database}
\else
  \set database noticeboard
\endif
\getenv owner_password NOTICEBOARD_OWNER_PASSWORD
\getenv app_password NOTICEBOARD_APP_PASSWORD
SELECT current_setting('server_version_num')::int >= 160000 AS grants_have_options \gset

SELECT format('CREATE ROLE %I', name)
FROM unnest(ARRAY['noticeboard_owner', 'noticeboard_app', 'noticeboard_department']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

-- The owner inherits, because PostgreSQL 15 lends it the schema through the role pg_database_owner.
ALTER ROLE noticeboard_owner      LOGIN   NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION INHERIT;
ALTER ROLE noticeboard_app        LOGIN   NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT;
ALTER ROLE noticeboard_department NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT;

\if :{?owner_password}
ALTER ROLE noticeboard_owner PASSWORD :'owner_password';
\endif
\if :{?app_password}
ALTER ROLE noticeboard_app PASSWORD :'app_password';
\endif

-- The app may become the Department's reader, but never is one unawares.
\if :grants_have_options
GRANT noticeboard_department TO noticeboard_app WITH INHERIT FALSE, SET TRUE;
\else
GRANT noticeboard_department TO noticeboard_app;
\endif

SELECT format('CREATE DATABASE %I OWNER noticeboard_owner', :'database')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec

REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO noticeboard_app;
