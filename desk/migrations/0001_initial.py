import desk.models.exchange
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('landkarte', '0001_initial'),
        ('machinery', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='Name')),
                ('columns', models.JSONField(default=dict, verbose_name='Spalten')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Spaltenzuordnung',
                'verbose_name_plural': 'Spaltenzuordnungen',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='DailyRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='begonnen')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='beendet')),
                ('is_running', models.BooleanField(default=True, null=True, unique=True, verbose_name='läuft')),
                ('done', models.JSONField(default=dict, verbose_name='erledigt')),
                ('failed', models.JSONField(blank=True, default=dict, verbose_name='gescheitert')),
            ],
            options={
                'verbose_name': 'Täglicher Lauf',
                'verbose_name_plural': 'Tägliche Läufe',
                'ordering': ['-started_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('is_running', True)), models.Q(('ended_at__isnull', False), ('is_running', None)), _connector='OR'), name='daily_run_runs_or_has_ended')],
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('columns', models.JSONField(default=list, verbose_name='Spalten')),
                ('query', models.CharField(blank=True, max_length=2000, verbose_name='Filter')),
                ('number', models.PositiveIntegerField(default=0, verbose_name='Einträge')),
                ('has_personal_data', models.BooleanField(default=False, verbose_name='mit personenbezogenen Spalten')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='am')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
            ],
            options={
                'verbose_name': 'Export',
                'verbose_name_plural': 'Exporte',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to=desk.models.exchange.random_name)),
                ('file_name', models.CharField(max_length=200, verbose_name='Datei')),
                ('table', models.JSONField(default=dict)),
                ('mapping', models.JSONField(default=dict)),
                ('as_drafts', models.BooleanField(default=False, verbose_name='neue Einträge als Entwurf')),
                ('status', models.CharField(choices=[('uploaded', 'hochgeladen'), ('checked', 'geprüft'), ('applying', 'wird übernommen'), ('applied', 'übernommen'), ('undoing', 'wird rückgängig gemacht'), ('undone', 'rückgängig gemacht')], default='uploaded', max_length=10, verbose_name='Status')),
                ('counts', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='hochgeladen am')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='übernommen am')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='rückgängig gemacht am')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='machinery.job')),
            ],
            options={
                'verbose_name': 'Import',
                'verbose_name_plural': 'Importe',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='DeskNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=20)),
                ('key', models.PositiveBigIntegerField()),
                ('text', models.TextField(blank=True, max_length=2000, verbose_name='Notiz')),
                ('proposal', models.CharField(blank=True, choices=[('accept', 'annehmen'), ('ask', 'zurückfragen'), ('reject', 'ablehnen')], max_length=10, verbose_name='Vorschlag')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='am')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
            ],
            options={
                'verbose_name': 'Notiz',
                'verbose_name_plural': 'Notizen',
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['source', 'key'], name='desk_deskno_source_ff66c1_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('proposal', ''), ('text', ''), _negated=True), name='desk_note_says_something')],
            },
        ),
        migrations.CreateModel(
            name='DuplicatePair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.FloatField(verbose_name='Ähnlichkeit')),
                ('reasons', models.JSONField(default=list, verbose_name='Gründe')),
                ('status', models.CharField(choices=[('open', 'offen'), ('different', 'kein Duplikat')], default='open', max_length=10, verbose_name='Status')),
                ('found_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gefunden am')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='entschieden am')),
                ('decided_about', models.JSONField(blank=True, default=list, editable=False)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entschieden von')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='landkarte.entry', verbose_name='Eintrag')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='landkarte.entry', verbose_name='Eintrag')),
            ],
            options={
                'verbose_name': 'mögliches Duplikat',
                'verbose_name_plural': 'mögliche Duplikate',
                'ordering': ['-score', 'pk'],
                'indexes': [models.Index(fields=['status', '-score'], name='desk_duplic_status_fd4498_idx')],
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='duplicate_pair_is_there_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='duplicate_pair_is_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('check_name', models.CharField(max_length=40, verbose_name='Prüfung')),
                ('detail', models.CharField(blank=True, max_length=300, verbose_name='Befund')),
                ('found_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gefunden am')),
                ('ignored_at', models.DateTimeField(blank=True, null=True, verbose_name='zurückgestellt am')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='landkarte.entry', verbose_name='Eintrag')),
                ('ignored_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zurückgestellt von')),
            ],
            options={
                'verbose_name': 'Befund',
                'verbose_name_plural': 'Befunde',
                'ordering': ['check_name', 'entry__name', 'pk'],
                'indexes': [models.Index(fields=['check_name', 'ignored_at'], name='desk_findin_check_n_836313_idx')],
                'constraints': [models.UniqueConstraint(fields=('entry', 'check_name'), name='finding_is_said_once_of_an_entry')],
            },
        ),
        migrations.CreateModel(
            name='Handling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=20)),
                ('key', models.PositiveBigIntegerField()),
                ('assigned_at', models.DateTimeField(blank=True, null=True)),
                ('looked_at', models.DateTimeField(blank=True, null=True)),
                ('assigned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Zuständig')),
                ('looked_at_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='wird gerade geprüft von')),
            ],
            options={
                'verbose_name': 'Bearbeitung',
                'verbose_name_plural': 'Bearbeitungen',
                'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='handling_is_one_of_an_item')],
            },
        ),
        migrations.CreateModel(
            name='ImportedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField(verbose_name='Zeile')),
                ('cells', models.JSONField(default=list)),
                ('depth', models.PositiveSmallIntegerField(default=0)),
                ('outcome', models.CharField(choices=[('read', 'gelesen'), ('new', 'neu'), ('changed', 'geändert'), ('unchanged', 'unverändert'), ('wrong', 'fehlerhaft')], default='read', max_length=10)),
                ('changes', models.JSONField(default=list)),
                ('problems', models.JSONField(default=list)),
                ('before', models.JSONField(default=dict)),
                ('state', models.CharField(blank=True, choices=[('', 'nicht übernommen'), ('applied', 'übernommen'), ('conflict', 'inzwischen geändert'), ('undone', 'rückgängig gemacht'), ('kept', 'nicht rückgängig gemacht')], default='', max_length=10)),
                ('told', models.CharField(blank=True, max_length=500)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='desk.import')),
                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='landkarte.entry')),
            ],
            options={
                'verbose_name': 'Zeile eines Imports',
                'verbose_name_plural': 'Zeilen eines Imports',
                'ordering': ['line'],
                'constraints': [models.UniqueConstraint(fields=('batch', 'line'), name='imported_row_is_there_once')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gone_name', models.CharField(max_length=200)),
                ('before', models.JSONField(default=dict)),
                ('moved', models.JSONField(default=list)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='zusammengeführt am')),
                ('final_on', models.DateField(verbose_name='rückgängig bis')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='rückgängig gemacht am')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von')),
                ('gone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='landkarte.entry', verbose_name='geht darin auf')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='landkarte.entry', verbose_name='bleibt')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Zusammenführung',
                'verbose_name_plural': 'Zusammenführungen',
                'ordering': ['-at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('gone',), name='merge_is_open_once_for_an_entry')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.CharField(max_length=100)),
                ('name', models.CharField(max_length=60, verbose_name='Name')),
                ('query', models.CharField(blank=True, max_length=1000)),
                ('is_shared', models.BooleanField(default=False, verbose_name='für alle')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'gespeicherte Ansicht',
                'verbose_name_plural': 'gespeicherte Ansichten',
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'page', 'name'), name='saved_view_has_one_name')],
            },
        ),
    ]
