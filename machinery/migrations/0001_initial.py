import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FirstAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=100, unique=True)),
                ('digest', models.CharField(max_length=64)),
                ('answer', models.CharField(blank=True, max_length=100)),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='DataVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='data_version_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message_id', models.CharField(max_length=200, unique=True, verbose_name='Message-ID')),
                ('sender', models.CharField(max_length=320, verbose_name='Absender')),
                ('recipients', models.JSONField(verbose_name='Empfänger')),
                ('reply_to', models.JSONField(blank=True, default=list, verbose_name='Antwort an')),
                ('subject', models.CharField(max_length=500, verbose_name='Betreff')),
                ('text', models.TextField(verbose_name='Text')),
                ('html', models.TextField(blank=True, verbose_name='HTML')),
                ('headers', models.JSONField(blank=True, default=dict, verbose_name='Kopfzeilen')),
                ('status', models.CharField(choices=[('waiting', 'wartet'), ('sent', 'gesendet'), ('dead', 'aufgegeben')], default='waiting', editable=False, max_length=10, verbose_name='Status')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='geschrieben am')),
                ('tries', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='Versuche')),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='nächster Versuch')),
                ('claimed_until', models.DateTimeField(blank=True, editable=False, null=True)),
                ('sent_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='gesendet am')),
                ('last_error', models.TextField(blank=True, editable=False, verbose_name='letzter Fehler')),
            ],
            options={
                'verbose_name': 'Brief',
                'verbose_name_plural': 'Briefe',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['status', 'next_try_at'], name='machinery_l_status_3c94cd_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('status', 'sent')), models.Q(('sent_at', None), ('status__in', ['waiting', 'dead'])), _connector='OR'), name='letter_is_sent_at_some_time')],
            },
        ),
        migrations.CreateModel(
            name='Quota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, unique=True)),
                ('used', models.PositiveIntegerField(default=0)),
                ('ends_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='quota_has_name')],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='Art')),
                ('label', models.CharField(max_length=200, verbose_name='Aufgabe')),
                ('parameters', models.JSONField(default=dict)),
                ('status', models.CharField(choices=[('waiting', 'wartet'), ('running', 'läuft'), ('done', 'erledigt'), ('failed', 'gescheitert'), ('stopped', 'angehalten')], default='waiting', max_length=10, verbose_name='Status')),
                ('position', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(blank=True, null=True)),
                ('result', models.JSONField(blank=True, default=dict)),
                ('error', models.TextField(blank=True, verbose_name='Fehler')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='begonnen am')),
                ('waiting_since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='wartet seit')),
                ('claimed_until', models.DateTimeField(blank=True, editable=False, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='beendet am')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='begonnen von')),
            ],
            options={
                'verbose_name': 'Auftrag',
                'verbose_name_plural': 'Aufträge',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['status', 'kind'], name='machinery_j_status_ec628c_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('status__in', ['waiting', 'running'])), models.Q(('ended_at__isnull', False), ('status__in', ['done', 'failed', 'stopped'])), _connector='OR'), name='job_has_ended_at_some_time')],
            },
        ),
    ]
