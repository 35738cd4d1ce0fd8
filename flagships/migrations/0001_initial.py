import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import machinery.periods
import machinery.web_addresses
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('landkarte', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Flagship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('published_from', models.DateTimeField(blank=True, default=django.utils.timezone.now, help_text='Leer: ein Entwurf.', null=True, verbose_name='öffentlich ab')),
                ('published_until', models.DateTimeField(blank=True, help_text='Leer: auf Dauer.', null=True, verbose_name='öffentlich bis')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='Adressteil')),
                ('name', models.CharField(max_length=100, verbose_name='Name')),
                ('full_name', models.CharField(blank=True, max_length=200, verbose_name='Voller Name')),
                ('summary_de', models.TextField(blank=True, max_length=1000, verbose_name='Kurztext (deutsch)')),
                ('summary_en', models.TextField(blank=True, max_length=1000, verbose_name='Kurztext (englisch)')),
                ('aim_de', models.TextField(blank=True, max_length=3000, verbose_name='Ziel (deutsch)')),
                ('aim_en', models.TextField(blank=True, max_length=3000, verbose_name='Ziel (englisch)')),
                ('results_de', models.TextField(blank=True, max_length=3000, verbose_name='Was herauskam (deutsch)')),
                ('results_en', models.TextField(blank=True, max_length=3000, verbose_name='Was herauskam (englisch)')),
                ('reuse_de', models.TextField(blank=True, max_length=3000, verbose_name='Was andere nutzen können (deutsch)')),
                ('reuse_en', models.TextField(blank=True, max_length=3000, verbose_name='Was andere nutzen können (englisch)')),
                ('start', models.CharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('^[12]\\d{3}(-(0[1-9]|1[0-2]))?\\Z', 'Bitte ein Jahr oder einen Monat angeben: 2022 oder 2022-03.')], verbose_name='Beginn')),
                ('end', models.CharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('^[12]\\d{3}(-(0[1-9]|1[0-2]))?\\Z', 'Bitte ein Jahr oder einen Monat angeben: 2022 oder 2022-03.')], verbose_name='Ende')),
                ('funding_eur', models.PositiveBigIntegerField(blank=True, help_text='Leer, wenn unbekannt. Umstrittene Zahlen stehen in data/SOURCES.md.', null=True, verbose_name='Förderung in Euro')),
                ('funding_disputed', models.BooleanField(default=False, help_text='Quellen nennen verschiedene Summen: dann zeigt das Portal keine und zählt keine.', verbose_name='Förderung umstritten')),
                ('term_note_de', models.TextField(blank=True, help_text='Was sich nicht in einem Datum oder einer Summe sagen lässt.', max_length=500, verbose_name='Zu Laufzeit und Förderung (deutsch)')),
                ('term_note_en', models.TextField(blank=True, max_length=500, verbose_name='Zu Laufzeit und Förderung (englisch)')),
                ('website', models.CharField(blank=True, max_length=500, validators=[machinery.web_addresses.validate_web_address], verbose_name='Website')),
                ('source', models.TextField(blank=True, help_text='Mehrere durch Semikolon getrennt.', max_length=2000, verbose_name='Quellen')),
                ('entry', models.OneToOneField(blank=True, help_text='Das Projekt selbst; auf der Karte als Flagship gekennzeichnet.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='flagship', to='landkarte.entry', verbose_name='Eintrag auf der Karte')),
                ('industries', models.ManyToManyField(blank=True, related_name='flagships', to='landkarte.industry', verbose_name='Branchen')),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='led_flagships', to='landkarte.entry', verbose_name='Leitende Organisation')),
            ],
            options={
                'verbose_name': 'Flagship',
                'verbose_name_plural': 'Flagships',
                'ordering': ['name'],
                'permissions': [('publish_flagship', 'Flagships veröffentlichen und zurückziehen')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalFlagship',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('published_from', models.DateTimeField(blank=True, default=django.utils.timezone.now, help_text='Leer: ein Entwurf.', null=True, verbose_name='öffentlich ab')),
                ('published_until', models.DateTimeField(blank=True, help_text='Leer: auf Dauer.', null=True, verbose_name='öffentlich bis')),
                ('slug', models.SlugField(max_length=80, verbose_name='Adressteil')),
                ('name', models.CharField(max_length=100, verbose_name='Name')),
                ('full_name', models.CharField(blank=True, max_length=200, verbose_name='Voller Name')),
                ('summary_de', models.TextField(blank=True, max_length=1000, verbose_name='Kurztext (deutsch)')),
                ('summary_en', models.TextField(blank=True, max_length=1000, verbose_name='Kurztext (englisch)')),
                ('aim_de', models.TextField(blank=True, max_length=3000, verbose_name='Ziel (deutsch)')),
                ('aim_en', models.TextField(blank=True, max_length=3000, verbose_name='Ziel (englisch)')),
                ('results_de', models.TextField(blank=True, max_length=3000, verbose_name='Was herauskam (deutsch)')),
                ('results_en', models.TextField(blank=True, max_length=3000, verbose_name='Was herauskam (englisch)')),
                ('reuse_de', models.TextField(blank=True, max_length=3000, verbose_name='Was andere nutzen können (deutsch)')),
                ('reuse_en', models.TextField(blank=True, max_length=3000, verbose_name='Was andere nutzen können (englisch)')),
                ('start', models.CharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('^[12]\\d{3}(-(0[1-9]|1[0-2]))?\\Z', 'Bitte ein Jahr oder einen Monat angeben: 2022 oder 2022-03.')], verbose_name='Beginn')),
                ('end', models.CharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('^[12]\\d{3}(-(0[1-9]|1[0-2]))?\\Z', 'Bitte ein Jahr oder einen Monat angeben: 2022 oder 2022-03.')], verbose_name='Ende')),
                ('funding_eur', models.PositiveBigIntegerField(blank=True, help_text='Leer, wenn unbekannt. Umstrittene Zahlen stehen in data/SOURCES.md.', null=True, verbose_name='Förderung in Euro')),
                ('funding_disputed', models.BooleanField(default=False, help_text='Quellen nennen verschiedene Summen: dann zeigt das Portal keine und zählt keine.', verbose_name='Förderung umstritten')),
                ('term_note_de', models.TextField(blank=True, help_text='Was sich nicht in einem Datum oder einer Summe sagen lässt.', max_length=500, verbose_name='Zu Laufzeit und Förderung (deutsch)')),
                ('term_note_en', models.TextField(blank=True, max_length=500, verbose_name='Zu Laufzeit und Förderung (englisch)')),
                ('website', models.CharField(blank=True, max_length=500, validators=[machinery.web_addresses.validate_web_address], verbose_name='Website')),
                ('source', models.TextField(blank=True, help_text='Mehrere durch Semikolon getrennt.', max_length=2000, verbose_name='Quellen')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('entry', models.ForeignKey(blank=True, db_constraint=False, help_text='Das Projekt selbst; auf der Karte als Flagship gekennzeichnet.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='landkarte.entry', verbose_name='Eintrag auf der Karte')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='landkarte.entry', verbose_name='Leitende Organisation')),
            ],
            options={
                'verbose_name': 'historical Flagship',
                'verbose_name_plural': 'historical Flagships',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalFlagship_industries',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                ('flagship', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='flagships.flagship')),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='flagships.historicalflagship')),
                ('industry', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='landkarte.industry')),
            ],
            options={
                'verbose_name': 'HistoricalFlagship_industries',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalNews',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('date', models.CharField(blank=True, help_text='So genau wie bekannt: 2024-08-14, 2024-08, 2024 oder leer.', max_length=10, validators=[machinery.periods.validate_partial_date], verbose_name='Datum')),
                ('title_de', models.CharField(max_length=200, verbose_name='Titel (deutsch)')),
                ('title_en', models.CharField(blank=True, max_length=200, verbose_name='Titel (englisch)')),
                ('link', models.CharField(blank=True, max_length=500, validators=[machinery.web_addresses.validate_web_address], verbose_name='Adresse')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('flagship', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='flagships.flagship')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical Neuigkeit',
                'verbose_name_plural': 'historical Neuigkeiten',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalPartner',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='Name')),
                ('city', models.CharField(blank=True, max_length=100, verbose_name='Ort')),
                ('kind', models.CharField(choices=[('company', 'Unternehmen'), ('research', 'Forschung'), ('public', 'Öffentliche Einrichtung'), ('association', 'Verband')], max_length=20, verbose_name='Art')),
                ('role', models.CharField(blank=True, max_length=40, verbose_name='Rolle')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='Quelle')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('entry', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='landkarte.entry', verbose_name='Eintrag auf der Karte')),
                ('flagship', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='flagships.flagship')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical Partner',
                'verbose_name_plural': 'historical Partner',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='News',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.CharField(blank=True, help_text='So genau wie bekannt: 2024-08-14, 2024-08, 2024 oder leer.', max_length=10, validators=[machinery.periods.validate_partial_date], verbose_name='Datum')),
                ('title_de', models.CharField(max_length=200, verbose_name='Titel (deutsch)')),
                ('title_en', models.CharField(blank=True, max_length=200, verbose_name='Titel (englisch)')),
                ('link', models.CharField(blank=True, max_length=500, validators=[machinery.web_addresses.validate_web_address], verbose_name='Adresse')),
                ('flagship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='news', to='flagships.flagship')),
            ],
            options={
                'verbose_name': 'Neuigkeit',
                'verbose_name_plural': 'Neuigkeiten',
                'ordering': ['-date', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='Name')),
                ('city', models.CharField(blank=True, max_length=100, verbose_name='Ort')),
                ('kind', models.CharField(choices=[('company', 'Unternehmen'), ('research', 'Forschung'), ('public', 'Öffentliche Einrichtung'), ('association', 'Verband')], max_length=20, verbose_name='Art')),
                ('role', models.CharField(blank=True, max_length=40, verbose_name='Rolle')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='Quelle')),
                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='flagship_partnerships', to='landkarte.entry', verbose_name='Eintrag auf der Karte')),
                ('flagship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='flagships.flagship')),
            ],
            options={
                'verbose_name': 'Partner',
                'verbose_name_plural': 'Partner',
                'ordering': ['flagship', 'name'],
            },
        ),
        migrations.AddConstraint(
            model_name='flagship',
            constraint=models.CheckConstraint(condition=models.Q(('published_until', None), models.Q(('published_from__isnull', False), ('published_until__gt', models.F('published_from'))), _connector='OR'), name='flagship_is_published_before_it_expires', violation_error_message='Das Ende der Veröffentlichung liegt vor ihrem Beginn.'),
        ),
        migrations.AddConstraint(
            model_name='flagship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('slug', ''), _negated=True)), name='flagship_has_name_and_slug'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.UniqueConstraint(fields=('flagship', 'name'), name='partner_is_named_once_per_flagship'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='partner_has_name'),
        ),
    ]
