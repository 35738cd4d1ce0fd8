"""The showcase's part of the starting data set."""

import pytest
from django.core.management import CommandError, call_command

from flagships.models import Flagship, News
from tests.real_files import number_of_rows

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_load_data_links_flagship_to_lead_and_industries(real_data):
    flagship = Flagship.objects.get(slug="zertifizierte-ki")

    assert flagship.lead.slug == "fraunhofer-iais"
    assert [industry.slug for industry in flagship.industries.all()] == ["cross-industry"]


def test_load_data_leaves_unknown_funding_empty(real_data):
    unknown = Flagship.objects.filter(funding_eur=None).values_list("slug", flat=True)

    assert set(unknown) == {"zertifizierte-ki", "ki-navi-handel"}


def test_load_data_dates_news_as_exactly_as_known(real_data):
    news = News.objects.filter(flagship__slug="zertifizierte-ki")

    assert [(one.date, one.day) for one in news] == [
        ("2024-08", "August 2024"),
        ("2021-07-08", "8. Juli 2021"),
        ("", ""),
    ]


def test_load_data_refuses_a_date_that_is_none(real_data, tmp_path):
    (tmp_path / "flagship_news.csv").write_text("flagship,title_de,date\nkidiha,Neues,2024-02-30\n")

    with pytest.raises(CommandError, match=r"Zeile 2, Spalte date: .*Bitte Jahr, Monat oder Tag angeben"):
        call_command("load_data", tmp_path)


def test_load_data_again_changes_no_showcase(real_data, capsys):
    call_command("load_data")

    lines = capsys.readouterr().out.splitlines()
    for name in ("flagships.csv", "flagship_partners.csv", "flagship_news.csv"):
        assert f"{name}: 0 neu, 0 geändert, {number_of_rows(name)} unverändert" in lines


def test_load_data_names_unknown_industry_of_flagship(real_data, tmp_path):
    (tmp_path / "flagships.csv").write_text("slug,name,industries\nneu,Neu,crafts;weaving\n")

    with pytest.raises(CommandError, match="Zeile 2, Spalte industries: „weaving“ ist unbekannt"):
        call_command("load_data", tmp_path)

    assert not Flagship.objects.filter(slug="neu").exists()


def test_load_data_changes_industries_of_flagship(real_data, tmp_path):
    (tmp_path / "flagships.csv").write_text("slug,name,industries\nkidiha,KIDiHA,crafts;construction\n")

    call_command("load_data", tmp_path)

    industries = Flagship.objects.get(slug="kidiha").industries.values_list("slug", flat=True)
    assert set(industries) == {"crafts", "construction"}
