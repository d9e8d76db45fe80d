"""Which service an instrument says has failed, in whatever words it says so."""

from __future__ import annotations

import pytest

from notices.reading import read_text

from .made_up import COUNCILS, END

TO = 'Improvement Notice\n\nTo: Borchester County Council ("the Council")\n\nAddress: County Hall, 1 High Street, Borchester BC1 4QT\n\n'
ORDERS = "\n\nThe Council must take action to:\n\n1. Publish a plan.\n\n2. Appoint a director."


def service(front: str) -> str | None:
    reading = read_text(f"{front}{ORDERS}{END}", councils=COUNCILS)
    assert reading.importable
    return reading.service_area


@pytest.mark.parametrize(
    ("words", "area"),
    [
        ("The Department for Education gives this notice because the Council's leaving care service has performed badly.", "leaving care service"),
        ("This notice is issued because services for children at risk of exploitation are not good enough.", "services for children at risk of exploitation"),
        ("The Council's performance in safeguarding unborn babies has been poor.", "safeguarding unborn babies"),
        ("Performance in fostering is inadequate.", "fostering"),
        ("This notice concerns the council's emergency duty service.", "emergency duty service"),
        ("This Improvement Notice is about short breaks and respite care, which the Department has watched with concern.", "short breaks and respite care"),
        ("Borchester County Council is performing poorly in services for children in need, children looked after and care leavers. The Department has told it so.", "services for children in need, children looked after and care leavers"),
        ("The Secretary of State, having regard to the poor performance of Borchester County Council (“the Council”), County Hall, Borchester BC1 4QT, in its services for young carers, issues this Notice.", "services for young carers"),
        ("This notice is given because of poor performance in respect of early help.", "early help"),
        ("This notice is given by reason of the unsatisfactory performance of its adoption service.", "adoption service"),
        ("The Improvement Notice of 4 May 2012, which was issued owing to poor performance in fostering services, is varied by this Notice.", "fostering services"),
        ("The notice was given due to poor performance in looked after children's services, and should be read with what follows.", "looked after children's services"),
        ("The Secretary of State is satisfied that the Council is failing in its child protection functions.", "child protection functions"),
        ("The grounds are serious failings in services for disabled children.", "services for disabled children"),
        ("The reason is poor performance in the council's family support services.", "family support services"),
        ("This notice is issued due to poor performance in services for young carers, all of which the Council runs itself.", "services for young carers"),
        ("This notice is issued due to poor performance in adoption services, found by inspectors to be inadequate.", "adoption services"),
        ("This notice is issued due to poor performance in the fostering service, provided jointly with Felpersham.", "the fostering service"),
        ("This notice is issued due to poor performance in leaving care – the second such finding in four years.", "leaving care"),
        ("This notice is issued due to poor performance in services for children in need, children looked after and care leavers, for which the Council has been criticised before.", "services for children in need, children looked after and care leavers"),
        ("This notice is issued due to poor performance in early help (run with the health service since 2010).", "early help"),
        ("This notice is issued due to poor performance in special educational needs and disabilities (SEND) services, where waits are long.", "special educational needs and disabilities (SEND) services"),
        ("This notice is issued due to poor performance in safeguarding services which the two authorities share.", "safeguarding services"),
        ("This notice is issued due to poor performance in leaving care services, whose budget was cut in 2012.", "leaving care services"),
        ("The Council has failed in its services for disabled children, run with the primary care trust.", "services for disabled children"),
        ("This notice is issued due to poor performance in respect of fostering, adoption, and residential care.", "fostering, adoption, and residential care"),
        ("This notice is issued because of poor performance in residential care, not least in the oversight of its homes.", "residential care"),
        ("Service: leaving care", "leaving care"),
        ("Area of poor performance: adoption and fostering services", "adoption and fostering services"),
        ("Service concerned: child protection", "child protection"),
        ("About: services for care leavers", "services for care leavers"),
        ("On account of: poor performance in early help", "early help"),
        ("| Issued by | Department for Education |\n| --- | --- |\n| Service | youth offending service |", "youth offending service"),
    ],
)  # fmt: skip
def test_the_service_is_named_in_the_front_s_own_words(words, area):
    assert service(f"{TO}{words}\n\nIt follows Ofsted's report of 4 March 2013.") == area


def test_a_title_may_name_the_service():
    title = "Improvement Notice: residential care and sufficiency service of Borchester\n\nGiven to\n\nBorchester County Council\n\nThe Department for Education gives this notice after Ofsted's report of 4 March 2013."
    assert service(title) == "residential care and sufficiency service"


def test_a_direction_may_name_it_where_it_directs():
    text = (
        "DIRECTION UNDER SECTION 497A(4B) OF THE EDUCATION ACT 1996\n\nTo: Borchester County Council\n\nWhereas:\n\n(i) Ofsted reported on 4 March 2013; and\n\n"
        "(ii) the Secretary of State is satisfied that the Council is failing.\n\nNow, therefore:\n\n1. The Secretary of State directs the Council to do as follows in respect of its services for young people who offend.\n\n"
        "1(a) It must appoint a head of service.\n\n1(b) It must publish a plan.\n\nSigned by authority of the Secretary of State\n\nLeopold Marsh\nDirector\n3 June 2013\n"
    )
    reading = read_text(text, councils=COUNCILS)
    assert reading.service_area == "services for young people who offend"


def test_what_only_a_report_found_is_not_the_service():
    words = "This notice is given because of poor performance in children's services. Ofsted's report of 4 March 2013 found weaknesses in supervision arrangements."
    assert service(f"{TO}{words}") == "children's services"
    assert (
        service(
            f"{TO}Ofsted's report of 4 March 2013 found failings in care planning in children's services."
        )
        == "children's services"
    )


def test_a_field_of_the_head_does_not_run_on_across_a_rule():
    words = "**On account of:** poor performance in children's social care services\n\n---\n\nOfsted's report, published on 4 March 2013, gave a judgement of inadequate."
    assert service(f"{TO}{words}") == "children's social care services"
