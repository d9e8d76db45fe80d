from django.db import migrations

from councils.register import load


class Migration(migrations.Migration):
    """The register is there from the first start; later editions of the file come by `load_register`."""

    dependencies = [("councils", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: load(apps.get_model("councils", "Council")),
            migrations.RunPython.noop,
        )
    ]
