import django.db.models.deletion
import django.utils.timezone
import submissions.models.keys
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
            name='ErasedAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'Gelöschte Adresse',
                'verbose_name_plural': 'Gelöschte Adressen',
            },
        ),
        migrations.CreateModel(
            name='ErasureRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('requested_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='beantragt am')),
                ('due_on', models.DateField(verbose_name='Löschung am')),
                ('takes_down', models.BooleanField(default=False, verbose_name='Einträge auch von der Karte nehmen')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='erasure_request', to=settings.AUTH_USER_MODEL, verbose_name='Person')),
            ],
            options={
                'verbose_name': 'Löschantrag',
                'verbose_name_plural': 'Löschanträge',
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('admin', 'Verwaltung'), ('editor', 'Bearbeitung')], default='editor', max_length=10, verbose_name='Rolle')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='seit')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='Person')),
            ],
            options={
                'verbose_name': 'Mitgliedschaft',
                'verbose_name_plural': 'Mitgliedschaften',
                'ordering': ['organisation', 'created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=submissions.models.keys.new_key, editable=False, max_length=16, unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='Name')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('entry', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owner', to='landkarte.entry', verbose_name='Eintrag')),
                ('members', models.ManyToManyField(related_name='organisations', through='submissions.Membership', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Organisation',
                'verbose_name_plural': 'Organisationen',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='membership',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='submissions.organisation', verbose_name='Organisation'),
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=submissions.models.keys.new_key, editable=False, max_length=16, unique=True)),
                ('email', models.EmailField(max_length=254, verbose_name='E-Mail-Adresse')),
                ('role', models.CharField(choices=[('admin', 'Verwaltung'), ('editor', 'Bearbeitung')], default='editor', max_length=10, verbose_name='Rolle')),
                ('is_transfer', models.BooleanField(default=False, verbose_name='Übergabe')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='eingeladen am')),
                ('expires_at', models.DateTimeField(verbose_name='gilt bis')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='angenommen am')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='abgelehnt oder zurückgezogen am')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations_sent', to=settings.AUTH_USER_MODEL, verbose_name='eingeladen von')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='submissions.organisation', verbose_name='Organisation')),
            ],
            options={
                'verbose_name': 'Einladung',
                'verbose_name_plural': 'Einladungen',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=submissions.models.keys.new_key, editable=False, max_length=16, unique=True)),
                ('reference', models.CharField(blank=True, editable=False, max_length=20, null=True, unique=True, verbose_name='Nummer')),
                ('kind', models.CharField(choices=[('company', 'Unternehmen'), ('research', 'Forschung'), ('best_practice', 'Best Practice'), ('product', 'Produkt'), ('project', 'Projekt'), ('initiative', 'Initiative'), ('qualification', 'Qualifizierung')], max_length=20, verbose_name='Art')),
                ('status', models.CharField(choices=[('draft', 'Entwurf'), ('submitted', 'eingereicht'), ('question', 'Rückfrage'), ('accepted', 'angenommen'), ('rejected', 'abgelehnt'), ('withdrawn', 'zurückgezogen')], default='draft', editable=False, max_length=10, verbose_name='Status')),
                ('content', models.JSONField(default=dict, verbose_name='Inhalt')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('typed', models.JSONField(default=dict, editable=False)),
                ('section', models.CharField(blank=True, editable=False, max_length=20)),
                ('saved_from', models.CharField(blank=True, editable=False, max_length=32)),
                ('base', models.JSONField(default=dict, editable=False)),
                ('submitted_content', models.JSONField(blank=True, editable=False, null=True, verbose_name='eingereichter Inhalt')),
                ('submitted_version', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='begonnen am')),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='gespeichert am')),
                ('submitted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='eingereicht am')),
                ('due_on', models.DateField(blank=True, editable=False, null=True, verbose_name='Fällig am')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='entschieden am')),
                ('reason', models.CharField(blank=True, choices=[('no-seat', 'Kein Sitz in Nordrhein-Westfalen'), ('no-ai', 'Der Bezug zu KI ist nicht erkennbar'), ('duplicate', 'Den Eintrag gibt es schon'), ('address', 'Die Adresse ist nicht zu finden'), ('incomplete', 'Es fehlen wesentliche Angaben'), ('other', 'Anderer Grund')], editable=False, max_length=20, verbose_name='Grund')),
                ('explanation', models.TextField(blank=True, editable=False, max_length=4000, verbose_name='Erläuterung')),
                ('left_out', models.JSONField(blank=True, default=list, editable=False)),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entschieden von')),
                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='submissions', to='landkarte.entry', verbose_name='Eintrag')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='submissions', to='submissions.organisation', verbose_name='Organisation')),
                ('saved_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Einreichung',
                'verbose_name_plural': 'Einreichungen',
                'ordering': ['-created_at', '-pk'],
                'permissions': [('decide_submission', 'über Einreichungen entscheiden')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(blank=True, max_length=50, verbose_name='Feld')),
                ('text', models.TextField(max_length=2000, verbose_name='Frage')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='gefragt am')),
                ('answer', models.TextField(blank=True, max_length=2000, verbose_name='Antwort')),
                ('answered_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='beantwortet am')),
                ('answered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='submissions.submission')),
            ],
            options={
                'verbose_name': 'Rückfrage',
                'verbose_name_plural': 'Rückfragen',
                'ordering': ['asked_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Logo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=submissions.models.keys.new_key, editable=False, max_length=16, unique=True)),
                ('file', models.ImageField(height_field='height', upload_to='submitted_logos', width_field='width')),
                ('width', models.PositiveSmallIntegerField(editable=False)),
                ('height', models.PositiveSmallIntegerField(editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='logos', to='submissions.submission')),
            ],
            options={
                'verbose_name': 'Logo',
                'verbose_name_plural': 'Logos',
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('has_draft', models.BooleanField(default=False)),
                ('before', models.JSONField(default=dict)),
                ('logo', models.FileField(blank=True, upload_to='kept_logos')),
                ('history_id', models.BigIntegerField(blank=True, null=True)),
                ('letters', models.JSONField(default=list)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='submissions.submission')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='submissions.submission')),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(max_length=20, verbose_name='Fassung')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='am')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='consents', to='submissions.submission')),
            ],
            options={
                'verbose_name': 'Einwilligung',
                'verbose_name_plural': 'Einwilligungen',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(choices=[('begun', 'begonnen'), ('submitted', 'eingereicht'), ('resubmitted', 'neu eingereicht'), ('asked', 'Rückfrage gestellt'), ('accepted', 'angenommen'), ('rejected', 'abgelehnt'), ('undone', 'Entscheidung zurückgenommen'), ('withdrawn', 'zurückgezogen'), ('confirmed', 'Angaben bestätigt'), ('taken-down', 'von der Karte genommen'), ('claimed', 'Eintrag beansprucht'), ('objected', 'Einspruch erhoben'), ('claim-accepted', 'Anspruch angenommen'), ('claim-rejected', 'Anspruch abgelehnt'), ('invited', 'eingeladen'), ('invitation-ended', 'Einladung beendet'), ('joined', 'beigetreten'), ('left', 'ausgetreten'), ('removed', 'entfernt'), ('role-changed', 'Rolle geändert'), ('transferred', 'Verwaltung übergeben')], max_length=20)),
                ('subject', models.CharField(blank=True, max_length=254)),
                ('by_staff', models.BooleanField(default=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('about', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='submissions.organisation')),
                ('submission', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='submissions.submission')),
            ],
            options={
                'verbose_name': 'Vorgang',
                'verbose_name_plural': 'Vorgänge',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(editable=False, max_length=20, unique=True, verbose_name='Nummer')),
                ('message', models.TextField(blank=True, max_length=2000, verbose_name='Begründung')),
                ('evidence', models.CharField(choices=[('domain', 'E-Mail-Adresse der Organisation'), ('staff', 'Die Redaktion prüft')], max_length=10, verbose_name='Nachweis')),
                ('status', models.CharField(choices=[('open', 'offen'), ('accepted', 'angenommen'), ('rejected', 'abgelehnt'), ('withdrawn', 'zurückgezogen')], default='open', editable=False, max_length=10, verbose_name='Status')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='eingegangen am')),
                ('due_on', models.DateField(verbose_name='Fällig am')),
                ('objection_until', models.DateField(blank=True, null=True, verbose_name='Einspruch bis')),
                ('objection', models.TextField(blank=True, max_length=2000, verbose_name='Einspruch')),
                ('explanation', models.TextField(blank=True, editable=False, max_length=2000, verbose_name='Erläuterung')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='entschieden am')),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entschieden von')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='landkarte.entry', verbose_name='Eintrag')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to=settings.AUTH_USER_MODEL, verbose_name='Person')),
            ],
            options={
                'verbose_name': 'Anspruch',
                'verbose_name_plural': 'Ansprüche',
                'ordering': ['due_on', 'pk'],
                'permissions': [('decide_claim', 'über Ansprüche entscheiden')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('entry', 'user'), name='claim_is_open_once'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('status', 'open')), models.Q(models.Q(('status', 'open'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='claim_decided_has_date')],
            },
        ),
        migrations.CreateModel(
            name='FreshnessLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cycle', models.DateField(verbose_name='bestätigt am')),
                ('stage', models.PositiveSmallIntegerField(verbose_name='Erinnerung')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='geschrieben am')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='freshness_letters', to='landkarte.entry')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='freshness_letters', to=settings.AUTH_USER_MODEL, verbose_name='Person')),
            ],
            options={
                'verbose_name': 'Brief zur Aktualität',
                'verbose_name_plural': 'Briefe zur Aktualität',
                'ordering': ['-at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('entry', 'user', 'cycle', 'stage'), name='freshness_letter_is_sent_once'), models.CheckConstraint(condition=models.Q(('stage__lte', 2)), name='freshness_letter_stage_is_known')],
            },
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='organisation_has_name'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('user', 'organisation'), name='membership_is_said_once'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['admin', 'editor'])), name='membership_role_is_known'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_at', None), ('ended_at', None), _connector='OR'), name='invitation_ends_in_one_way'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('is_transfer', False), ('role', 'admin'), _connector='OR'), name='invitation_transfers_admin_role'),
        ),
        migrations.AddIndex(
            model_name='submission',
            index=models.Index(fields=['status', 'due_on'], name='submissions_status_7901b4_idx'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['draft', 'submitted', 'question'])), fields=('entry',), name='submission_is_open_once_for_an_entry'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'withdrawn']), models.Q(('due_on__isnull', False), ('reference__isnull', False), ('submitted_at__isnull', False), ('submitted_content__isnull', False), ('submitted_version__isnull', False)), _connector='OR'), name='submission_sent_has_reference'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', False), ('status__in', ['accepted', 'rejected'])), models.Q(('decided_at', None), ('decided_by', None), ('status__in', ['draft', 'submitted', 'question', 'withdrawn'])), _connector='OR'), name='submission_decided_has_date'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'rejected'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('status', 'rejected'), _negated=True), ('reason', '')), _connector='OR'), name='submission_rejected_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='question_has_text'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['organisation', '-at'], name='submissions_organis_a0de57_idx'),
        ),
    ]
