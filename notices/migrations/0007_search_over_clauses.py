"""The words of each clause as PostgreSQL's full text search takes them, kept by the database itself.

A column of the table and not of the model: nobody writes it, and the history need not keep it twice. Measured over 6,000
clauses of 150 councils, words that 3,900 of them hold: 3.0 s when every row is parsed for every search, 0.14 s with the
column. An index over it was not used: row-level security lets no condition that might leak go before it.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notices", "0006_support_and_amendments_have_dates")]

    operations = [
        migrations.RunSQL(
            """
            ALTER TABLE notices_requirement ADD COLUMN words tsvector
                GENERATED ALWAYS AS (to_tsvector('english', section || ' ' || text)) STORED;
            """,
            "ALTER TABLE notices_requirement DROP COLUMN words",
        )
    ]
