"""Lets the database check the constraints of a model, and says in words which ones an object breaks."""

from functools import lru_cache, reduce
from operator import and_

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint


def save_or_say(instance, **options):
    """Save with these options; when a rule is broken, save nothing and return what `broken_rules` says.

    Asking the database by saving is several times as quick as validating first. Raises `IntegrityError` when
    the database refuses for another reason.
    """
    try:
        with transaction.atomic():
            instance.save(**options)
    except IntegrityError:
        if broken := broken_rules(instance):
            return broken
        raise
    return []


def create_or_say(instances):
    """Like `save_or_say` for new objects of one model: all are created, or none.

    Returns [] when they are, else what `broken_rules` says of each.
    """
    if not instances:
        return []
    try:
        with transaction.atomic():
            type(instances[0])._default_manager.bulk_create(instances)
    except IntegrityError:
        broken = [broken_rules(instance) for instance in instances]
        if any(broken):
            return broken
        raise
    return []


def breaking(instances):
    """Those of these objects of one model that break a check constraint of it, asked in one query that writes
    nothing: of thousands of rows this is the quick way, and nobody waits for it."""
    condition, fields = _written_down(type(instances[0])) if instances else ("", [])
    if not condition:
        return []
    rows, values = [], []
    for number, instance in enumerate(instances):
        rows.append(f"({', '.join([str(number), *(_placeholder(field, number) for field in fields)])})")
        values += [
            field.get_db_prep_save(getattr(instance, field.attname), connection=connection)
            for field in fields
        ]
    columns = ", ".join(["number", *(connection.ops.quote_name(field.column) for field in fields)])
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH rows ({columns}) AS (VALUES {', '.join(rows)}) "  # noqa: S608 (names of our own columns)
            f"SELECT number FROM rows WHERE ({condition}) IS FALSE ORDER BY number",
            values,
        )
        return [instances[number] for (number,) in cursor.fetchall()]


def _placeholder(field, number):
    """The first row tells PostgreSQL of which type a column is; SQLite goes by the value."""
    if connection.vendor == "sqlite" or number:
        return "%s"
    return f"CAST(%s AS {field.db_type(connection)})"


@lru_cache
def _written_down(model):
    """In SQL, the condition that all check constraints of the model hold, and the fields that it names."""
    rules, _together = _rules(model, frozenset())
    names = {name for rule in rules for name in rule.condition.referenced_base_fields} | {"pk"}
    fields = {field.attname: field for name in names for field in [_field(model, name)]}
    editor = connection.schema_editor()
    written = [f"({rule._get_check_sql(model, editor)})" for rule in rules]
    return " AND ".join(written).replace("%", "%%"), [fields[name] for name in sorted(fields)]


def _field(model, name):
    return model._meta.pk if name == "pk" else model._meta.get_field(name)


def broken_rules(instance, *, except_about=frozenset()):
    """Pairs of field names and message for each check constraint that this object breaks.

    Constraints about one of the fields in `except_about` are not asked.
    """
    rules, together = _rules(type(instance), frozenset(except_about))
    if not rules or _fulfils(together, instance):
        return []
    return [
        (rule.condition.referenced_base_fields, str(rule.get_violation_error_message()))
        for rule in rules
        if not _fulfils(rule, instance)
    ]


@lru_cache
def _rules(model, except_about):
    """The check constraints that are not about these fields, and one that holds when all of them do.

    Asking that one first saves a query per constraint: most rows of a faulty file break none.
    """
    checks = [rule for rule in model._meta.constraints if isinstance(rule, CheckConstraint)]
    rules = [rule for rule in checks if rule.condition.referenced_base_fields.isdisjoint(except_about)]
    conditions = (rule.condition for rule in rules)
    return rules, CheckConstraint(condition=reduce(and_, conditions), name="together") if rules else None


def _fulfils(constraint, instance):
    try:
        constraint.validate(type(instance), instance)
    except ValidationError:
        return False
    return True
