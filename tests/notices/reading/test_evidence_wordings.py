"""What an instrument rests on, in many of the ways in which officials cite it: whose, of what day, how it judged."""

from __future__ import annotations

import pytest

from notices.reading import Reading, read_text

from .made_up import COUNCILS, notice

FRONT = (
    "Improvement Notice\n\nTo: Borchester County Council\n\n"
    "This Improvement Notice is being issued due to poor performance in children's services.\n\n"
)
DIRECTION = """STATUTORY DIRECTION

To: Borchester County Council ("the Council")

1. {}

NOW THEREFORE

2. Pursuant to section 497A(4B) of the Education Act 1996 the Secretary of State directs the Council as follows:

(a) to comply with any instructions of the Commissioner;

(b) to report every month on progress.

3. This Direction will remain in force until it is revoked.

Signed on behalf of the Secretary of State for Education

Jane Bloggs
A Senior Civil Servant in the Department for Education

Dated this 3rd day of June 2026
"""


def cited(reading: Reading, expected: list[tuple]) -> list[tuple]:
    """Publisher, date and judgement of each source; of a publisher the words that the expectation names are enough."""
    found = sorted(reading.evidence, key=lambda e: (str(e.date), e.publisher or ""))
    wanted = [who for who, _, _ in sorted(expected, key=lambda row: (row[1], row[0]))]
    names = [
        who if i < len(wanted) and (who := wanted[i]).lower() in (e.publisher or "").lower() else e.publisher
        for i, e in enumerate(found)
    ]
    return [(name, str(e.date), e.judgement) for name, e in zip(names, found, strict=True)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("It is based on the report of the inspection of safeguarding and looked after children services that Ofsted published on 12 July 2011, which judged overall effectiveness to be inadequate.", [("Ofsted", "2011-07-12", "inadequate")]),
        ("The Secretary of State has had regard to Ofsted's report of 3 May 2013, in which services were found to be 'inadequate'.", [("Ofsted", "2013-05-03", "inadequate")]),
        ("On 14 June 2017 Ofsted published the report of its single inspection of the Council's services, which it rated inadequate.", [("Ofsted", "2017-06-14", "inadequate")]),
        ("Following an inspection under the ILACS framework, Ofsted reported on 22 March 2019 that services for children were inadequate overall.", [("Ofsted", "2019-03-22", "inadequate")]),
        ("The notice follows the joint targeted area inspection (JTAI) of the response to domestic abuse, the letter on which was published on 18 October 2017.", [("Ofsted", "2017-10-18", None)]),
        ("Ofsted's focused visit of 9 and 10 July 2019, reported by letter dated 31 July 2019, found two areas for priority action.", [("Ofsted", "2019-07-31", None)]),
        ("The inspection report published by Ofsted and the Care Quality Commission on 7 May 2023 following an area SEND inspection found widespread and systemic failings.", [("Ofsted", "2023-05-07", "widespread and systemic failings")]),
        ("This notice is issued on the basis of the following evidence:\n\n(a) the report of Ofsted's inspection of services for children in need of help and protection, dated 11 April 2014, in which the overall judgement was inadequate;\n\n(b) the peer review carried out by the Local Government Association in May 2014; and\n\n(c) the letter from the Council's improvement adviser of 2 June 2014.", [("Ofsted", "2014-04-11", "inadequate"), ("Local Government Association", "2014-05-31", None), ("adviser", "2014-06-02", None)]),
        ("The evidence for this notice is:\n\n- Ofsted inspection report, 20 November 2012 (inadequate);\n\n- Department for Education adoption scorecard, May 2012.", [("Department for Education", "2012-05-31", None), ("Ofsted", "2012-11-20", "inadequate")]),
        ("The following evidence has been relied on: the Ofsted report of the unannounced inspection of contact, referral and assessment arrangements dated 6 August 2010; and the report of the serious case review in respect of Child B published by the Borchester Local Safeguarding Children Board on 1 September 2010.", [("Ofsted", "2010-08-06", None), ("Borchester", "2010-09-01", None)]),
        ("In its report dated 17 January 2013 Ofsted judged the effectiveness of arrangements for the protection of children to be 'inadequate'. In its report of 20 February 2013 Ofsted judged adoption services to be 'adequate'.", [("Ofsted", "2013-01-17", "inadequate"), ("Ofsted", "2013-02-20", "adequate")]),
        ("Ofsted carried out an inspection between 4 and 29 November 2013 and published its report on 24 January 2014. It judged services to be inadequate.", [("Ofsted", "2014-01-24", "inadequate")]),
        ("Her Majesty's Chief Inspector reported on 5 October 2016 that the Council's services for children looked after were inadequate.", [("Ofsted", "2016-10-05", "inadequate")]),
        ("This notice is issued in the light of the Ofsted re-inspection report of 8 August 2012 which found that safeguarding remained inadequate.", [("Ofsted", "2012-08-08", "inadequate")]),
        ("Having considered the monitoring letter that Ofsted sent to the Council on 14 March 2018, the Secretary of State is not satisfied with progress.", [("Ofsted", "2018-03-14", None)]),
        ("The Department relies on two sources: Ofsted's inspection report of 2 July 2015 ('inadequate') and the report of the Commissioner, Dame Una Prior, of 4 November 2015.", [("Ofsted", "2015-07-02", "inadequate"), ("Commissioner", "2015-11-04", None)]),
        ("It rests on the annual performance assessment letter of 17 December 2008 from Ofsted, which graded the staying safe outcome as inadequate.", [("Ofsted", "2008-12-17", "inadequate")]),
        ("It is issued on the strength of the comprehensive area assessment published by the Audit Commission on 9 December 2009, and of Ofsted's annual rating of children's services ('performs poorly') of the same date.", [("Audit Commission", "2009-12-09", None), ("Ofsted", "2009-12-09", "performs poorly")]),
        ("The revisit by Ofsted and the Care Quality Commission, on which they reported on 19 May 2022, concluded that the area had not made sufficient progress.", [("Ofsted", "2022-05-19", None)]),
        ("The joint inspection by Ofsted, the Care Quality Commission, HM Inspectorate of Constabulary and HM Inspectorate of Probation was reported by letter on 21 February 2018.", [("Ofsted", "2018-02-21", None)]),
        ("This notice is issued on the basis of evidence from the inspection undertaken by Ofsted in November 2012 and published on 7 January 2013, which judged the Council's arrangements to be inadequate.", [("Ofsted", "2013-01-07", "inadequate")]),
        ("Basis: Ofsted, Inspection of local authority children's services, 14 November 2018: inadequate.", [("Ofsted", "2018-11-14", "inadequate")]),
        ("| Evidence | Publisher | Date | Judgement |\n| --- | --- | --- | --- |\n| Inspection of services for children in need of help and protection | Ofsted | 16 May 2014 | Inadequate |\n| Peer challenge | Local Government Association | 30 June 2014 | - |", [("Ofsted", "2014-05-16", "inadequate"), ("Local Government Association", "2014-06-30", None)]),
        ("The evidence is set out in Ofsted's inspection report (published 3 December 2015), the Department's data on adoption (November 2015) and a diagnostic by the Local Government Association (February 2016).", [("Department for Education", "2015-11-30", None), ("Ofsted", "2015-12-03", None), ("Local Government Association", "2016-02-29", None)]),
        ("Ofsted's inspectors judged children's social care 'inadequate' in a report of 1 August 2018 and found in a monitoring visit on 12 February 2019 that little had changed.", [("Ofsted", "2018-08-01", "inadequate"), ("Ofsted", "2019-02-12", None)]),
        ("The Council was inspected by Ofsted in September 2010. The report, published on 22 October 2010, judged safeguarding services inadequate.", [("Ofsted", "2010-10-22", "inadequate")]),
        ("This notice is issued because Ofsted, in a report published 15 June 2021, judged the overall effectiveness of the Council's children's services to be inadequate.", [("Ofsted", "2021-06-15", "inadequate")]),
        ("The notice has been issued in response to the findings of the local area SEND inspection (Ofsted and CQC, 4 April 2018) and of the revisit (Ofsted and CQC, 25 November 2020).", [("Ofsted", "2018-04-04", None), ("Ofsted", "2020-11-25", None)]),
        ("Evidence: the Ofsted report of 30 March 2012 (overall effectiveness: inadequate; capacity for improvement: adequate).", [("Ofsted", "2012-03-30", "inadequate")]),
        ("It is issued after an Ofsted inspection, the report of which is dated 5 February 2010, concluded that the safety of children could not be assured.", [("Ofsted", "2010-02-05", None)]),
        ("The grounds for this notice are the Ofsted report dated 13 September 2013, which found services inadequate, and the Council's failure to meet the adoption thresholds shown in the scorecard published by the Department for Education on 27 November 2012.", [("Department for Education", "2012-11-27", None), ("Ofsted", "2013-09-13", "inadequate")]),
        ("This notice is issued on the basis of evidence contained in the Key Stage 4 performance tables published by the Department on 24 January 2013.", [("Department for Education", "2013-01-24", None)]),
        ("It takes account of the progress review conducted by the Department's adviser in March 2015 and of Ofsted's report of 3 October 2014.", [("Ofsted", "2014-10-03", None), ("Department for Education", "2015-03-31", None)]),
        ("This improvement notice reflects the findings of the joint area review published on 6 November 2008 by Ofsted, which judged the safeguarding of children to be inadequate.", [("Ofsted", "2008-11-06", "inadequate")]),
        ("The evidence on which this Notice is founded consists of an inspection by Ofsted, the report of which appeared on 3 March 2011 and described safeguarding as inadequate; and a review that the Local Government Association completed on 20 April 2011.", [("Ofsted", "2011-03-03", "inadequate"), ("Local Government Association", "2011-04-20", None)]),
        ("It is issued in consequence of the report by Ofsted (9 May 2014) and of the Department's own stocktake (16 June 2014).", [("Ofsted", "2014-05-09", None), ("Department for Education", "2014-06-16", None)]),
        ("The inspection of the Council's services for children in need of help and protection by Ofsted, published on 30 June 2017, gave a judgement of 'inadequate'.", [("Ofsted", "2017-06-30", "inadequate")]),
        ("Ofsted wrote to the Council on 4 October 2019, after a focused visit, to say that children were being left at risk of harm.", [("Ofsted", "2019-10-04", None)]),
        ("The basis of this notice is evidence contained in:\n\n1. Ofsted's report on safeguarding inspection, 12 January 2012: Inadequate\n\n2. Ofsted's report on the fostering service, 3 February 2012: Satisfactory", [("Ofsted", "2012-01-12", "inadequate"), ("Ofsted", "2012-02-03", "satisfactory")]),
        ("on the basis of evidence contained in: The report of the joint inspection of youth offending work carried out by HMI Probation and dated 22 July 2015.", [("HM Inspectorate of Probation", "2015-07-22", None)]),
        ("on the basis of evidence contained in the peer diagnostic carried out by the Local Government Association in September 2013, and in the Ofsted report published in November 2013, which judged services to be \"inadequate\".", [("Local Government Association", "2013-09-30", None), ("Ofsted", "2013-11-30", "inadequate")]),
        ("This notice is based on Ofsted's report of its inspection (published on 5 June 2018, judging leadership inadequate), and on the letter of 10 September 2018 in which Ofsted set out what it found at its first monitoring visit.", [("Ofsted", "2018-06-05", "inadequate"), ("Ofsted", "2018-09-10", None)]),
        ("Why we are issuing this notice\n\nOfsted and the Care Quality Commission inspected the local area in November 2022. Their report, published on 27 January 2023, identified significant weaknesses.", [("Ofsted", "2023-01-27", None)]),
        ("We are issuing this notice because of what Ofsted said in its report of 19 July 2024: your services are inadequate.", [("Ofsted", "2024-07-19", "inadequate")]),
        ("This Improvement Notice arises from the Ofsted report, published on 22 May 2009, of an unannounced inspection in April 2009.", [("Ofsted", "2009-05-22", None)]),
        ("This notice is given following the publication, on 16 October 2015, of Ofsted's report that the Council's services were inadequate.", [("Ofsted", "2015-10-16", "inadequate")]),
        ("on the basis of evidence in the report of the inspection carried out by Ofsted dated 15 February 2013 which judged the overall effectiveness of the arrangements to protect children to be 'inadequate' and leadership and governance to be 'inadequate'.", [("Ofsted", "2013-02-15", "inadequate")]),
        ("Evidence\n\nOfsted inspection report, 26 February 2016. Judgement: inadequate.\n\nLGA peer review, May 2016.", [("Ofsted", "2016-02-26", "inadequate"), ("Local Government Association", "2016-05-31", None)]),
        ("It rests on Ofsted's report of 29 January 2016, in which services for looked after children were judged to be 'inadequate'; the fostering diagnostic carried out by CoramBAAF, dated 11 March 2016; and the letter from the Department for Education to the Council of 4 April 2016.", [("Ofsted", "2016-01-29", "inadequate"), ("CoramBAAF", "2016-03-11", None), ("Department for Education", "2016-04-04", None)]),
        ("It takes account of the joint area SEND inspection by Ofsted and the Care Quality Commission (letter published 16 July 2021), which required a written statement of action; of NHS England's assurance visit of 7 September 2021; and of the letter of 30 September 2021 from the Borchester Parent Carers Together forum.", [("Ofsted", "2021-07-16", None), ("NHS England", "2021-09-07", None), ("Borchester Parent Carers Together", "2021-09-30", None)]),
        ("It is issued on the basis of evidence in Ofsted's inspection report published on 13 March 2015, in which those services were judged 'inadequate', and the review of the Local Safeguarding Children Board which Ofsted published on the same day. The Department for Education also refers to its own letter to the Council of 2 April 2015.", [("Ofsted", "2015-03-13", "inadequate"), ("Ofsted", "2015-03-13", None), ("Department for Education", "2015-04-02", None)]),
        ("The Secretary of State has taken into account Ofsted's inspection report of 14 March 2024 ('inadequate'), the decision of the Local Government and Social Care Ombudsman of 19 October 2023 and the stocktake which the Department for Education held on 2 April 2024.", [("Local Government and Social Care Ombudsman", "2023-10-19", None), ("Ofsted", "2024-03-14", "inadequate"), ("Department for Education", "2024-04-02", None)]),
        ("This notice follows the report of the NSPCC, published on 28 February 2014, of its review of the Borchester Safeguarding Children Board.", [("NSPCC", "2014-02-28", None)]),
        ("It is based on: the Ofsted report of 3 May 2012, which found safeguarding to be inadequate; and the sector-led diagnostic that the Children's Improvement Board arranged and which reported on 30 March 2012.", [("Children's Improvement Board", "2012-03-30", None), ("Ofsted", "2012-05-03", "inadequate")]),
        ("The variation takes account of:\n\n- the Department for Education's twelve month review of progress, which was held on 21 May 2015; and\n\n- the report of the peer challenge carried out by the North East Councils, dated 27 March 2015.", [("North East Councils", "2015-03-27", None), ("Department for Education", "2015-05-21", None)]),
        ("Ofsted wrote to the Council on 10 November 2016, following a focused visit, to draw attention to delay. Cafcass raised the same matter with the Council in its letter of 22 February 2017.", [("Ofsted", "2016-11-10", None), ("Cafcass", "2017-02-22", None)]),
        ("It follows the inspection report that Ofsted published on 3 July 2015 (inadequate) and the findings of a review by Essex County Council, acting as Partner in Practice, dated 4 October 2015.", [("Ofsted", "2015-07-03", "inadequate"), ("Essex County Council", "2015-10-04", None)]),
        ("The evidence is: Ofsted's report of 3 July 2015; a case file audit by Research in Practice of 4 August 2015; and a letter of 1 September 2015 from the Designated Family Judge.", [("Ofsted", "2015-07-03", None), ("Research in Practice", "2015-08-04", None), ("Designated Family Judge", "2015-09-01", None)]),
        ("This notice rests on a report by Her Majesty's Inspectorate of Constabulary of 9 January 2013, and on Ofsted's inspection report of 22 February 2013, which judged overall effectiveness 'inadequate'.", [("Inspectorate of Constabulary", "2013-01-09", None), ("Ofsted", "2013-02-22", "inadequate")]),
        ("The following evidence has been considered:\n\n(a) the inspection report published by Ofsted on 4 June 2013, which judged services to be 'inadequate';\n\n(b) the letter of the Chief Coroner of 12 July 2013;\n\n(c) the thematic review by the Social Care Institute for Excellence, published in August 2013.", [("Ofsted", "2013-06-04", "inadequate"), ("Chief Coroner", "2013-07-12", None), ("Social Care Institute for Excellence", "2013-08-31", None)]),
        ("The Secretary of State relies on the following.\n\n1. Ofsted, Inspection of services for children in need of help and protection, 12 November 2014: inadequate.\n\n2. Cafcass, Review of private law cases, 3 December 2014.\n\n3. Local Government Association, Peer review, 20 January 2015.", [("Ofsted", "2014-11-12", "inadequate"), ("Cafcass", "2014-12-03", None), ("Local Government Association", "2015-01-20", None)]),
        ("It takes account of the report that Barnardo's made on 7 May 2014 of its review of services for children at risk of exploitation, and of Ofsted's inspection report of 9 June 2014.", [("Barnardo's", "2014-05-07", None), ("Ofsted", "2014-06-09", None)]),
        ("The Department has considered the report of the inspection by Ofsted published on 1 May 2018, the letter that HMI Probation wrote on 3 June 2018 and the advice of its Commissioner, dated 2 July 2018.", [("Ofsted", "2018-05-01", None), ("HM Inspectorate of Probation", "2018-06-03", None), ("Commissioner", "2018-07-02", None)]),
        ("This notice has been issued because Ofsted, in its inspection of 12 to 23 June 2017 (report published 4 August 2017), judged services to be inadequate, and because the Youth Justice Board, in a letter dated 1 September 2017, raised concerns.", [("Ofsted", "2017-08-04", "inadequate"), ("Youth Justice Board", "2017-09-01", None)]),
        ("The notice is founded on the Ofsted report of 10 May 2019 and on the report of the Borchester Parent Carer Forum's survey, published on 2 June 2019.", [("Ofsted", "2019-05-10", None), ("Borchester Parent Carer Forum", "2019-06-02", None)]),
        ("It has regard to Ofsted's letter of 14 February 2020 about its focused visit, to the external audit report by Grant Thornton dated 28 February 2020 and to the Council's own self-evaluation of 9 March 2020.", [("Ofsted", "2020-02-14", None), ("Grant Thornton", "2020-02-28", None), ("Council", "2020-03-09", None)]),
        ("The reasons are set out in the report of the joint local area SEND re-visit by Ofsted and the Care Quality Commission dated 26 January 2018, and in the Department for Education's final review, which was completed on 9 February 2018.", [("Ofsted", "2018-01-26", None), ("Department for Education", "2018-02-09", None)]),
        ("This notice is issued after the report of the independent inquiry chaired by Dame Una Prior, published on 3 March 2015, and the inspection report published by Ofsted on 12 March 2015, in which services were found inadequate.", [("independent inquiry", "2015-03-03", None), ("Ofsted", "2015-03-12", "inadequate")]),
        ("It is given in the light of the findings of the National Audit Office's report of 11 September 2019, the inspection of the Council by Ofsted, reported on 2 October 2019 as 'inadequate', and an audit by the Regional Improvement Alliance in November 2019.", [("National Audit Office", "2019-09-11", None), ("Ofsted", "2019-10-02", "inadequate"), ("Regional Improvement Alliance", "2019-11-30", None)]),
        ("The Secretary of State has considered evidence from Ofsted (inspection report, 6 July 2016), from the Local Government Association (peer challenge, October 2016) and from Cafcass (letter of 3 November 2016).", [("Ofsted", "2016-07-06", None), ("Local Government Association", "2016-10-31", None), ("Cafcass", "2016-11-03", None)]),
        ("This notice draws on Ofsted's monitoring visit letter dated 5 March 2020; a case review by the Borchester Safeguarding Children Partnership (published 19 December 2019); and data returned by the Council for the year to March 2019, published on 28 November 2019.", [("Council", "2019-11-28", None), ("Borchester Safeguarding Children Partnership", "2019-12-19", None), ("Ofsted", "2020-03-05", None)]),
        ("It responds to the inspection of the fostering service by Ofsted on 3 March 2010, to the Care Quality Commission's review of health services of 5 May 2010 and to the report of the Government Office for the East of England on its visit of 1 June 2010.", [("Ofsted", "2010-03-03", None), ("Care Quality Commission", "2010-05-05", None), ("Government Office for the East of England", "2010-06-01", None)]),
        ("The Department bases this notice upon a safeguarding inspection report which Ofsted published on 8 February 2011 and a report commissioned by the Strategic Health Authority from Professor Ivo Dale, dated 1 March 2011.", [("Ofsted", "2011-02-08", None), ("Strategic Health Authority", "2011-03-01", None)]),
        ("The notice is issued on the basis of Ofsted's inspection report dated 13 May 2011. It is also informed by the annual report of the Independent Reviewing Service of 30 June 2011.", [("Ofsted", "2011-05-13", None), ("Independent Reviewing Service", "2011-06-30", None)]),
        ("The Secretary of State's reasons lie in three documents: Ofsted's report of 30 May 2014, the Borchester Healthwatch report of 1 July 2014 and the external review by Impower of 4 August 2014.", [("Ofsted", "2014-05-30", None), ("Healthwatch", "2014-07-01", None), ("Impower", "2014-08-04", None)]),
        ("This notice follows concerns raised by His Honour Judge Weir in a judgment of 2 June 2016 and by Ofsted in its report of 13 July 2016.", [("Judge Weir", "2016-06-02", None), ("Ofsted", "2016-07-13", None)]),
        ("It rests on the inspection report (Ofsted, 14 May 2012, 'inadequate') and the peer review (Local Government Association, 2 July 2012).", [("Ofsted", "2012-05-14", "inadequate"), ("Local Government Association", "2012-07-02", None)]),
        ("The Tribunal Service's annual statistics published on 12 December 2023, and the area SEND inspection report by Ofsted and the Care Quality Commission published on 4 January 2024, are the evidence on which this notice is based.", [("Tribunal Service", "2023-12-12", None), ("Ofsted", "2024-01-04", None)]),
        ("In a report of 4 May 2012 the Chief Fire Officer for Borchester had warned of homes without alarms, and a stocktake that the Department for Education made on 6 June 2012 found no change.", [("Chief Fire Officer for Borchester", "2012-05-04", None), ("Department for Education", "2012-06-06", None)]),
        ("The Chief Coroner followed with her report of 4 May 2012.", [("Chief Coroner", "2012-05-04", None)]),
        ("The chair of the improvement board wrote to the Department for Education on 4 May 2012 and asked for help.", [("chair of the improvement board", "2012-05-04", None)]),
        ("Ofsted and the Care Quality Commission carried out an inspection of the local area. Their report of 9 May 2023 found 'widespread and systemic failings'.", [("Ofsted and Care Quality Commission", "2023-05-09", "widespread and systemic failings")]),
        ("The Council was inspected by Ofsted in February 2012.\n\nThe report was published on 4 May 2012 and states that care is 'inadequate'.", [("Ofsted", "2012-05-04", "inadequate")]),
        ("Our reasons rest on Ofsted's report of 4 May 2012, which judged services to be inadequate, and on a diagnostic by Felpersham City Council which was finished on 6 June 2012.", [("Ofsted", "2012-05-04", "inadequate"), ("Felpersham City Council", "2012-06-06", None)]),
        ("Ofsted published its inspection of the homes on 4 May 2012. A complaint upheld by the Local Government Ombudsman on 6 June 2012 supports it.", [("Ofsted", "2012-05-04", None), ("Local Government Ombudsman", "2012-06-06", None)]),
        ("Three things count: the inspection report of 4 May 2012, which Ofsted published; the internal audit report which the Council received on 6 June 2012; and the return that the Council made for the year to March 2012.", [("Ofsted", "2012-05-04", None), ("Council", "2012-06-06", None)]),
        ("| Source | When | Finding |\n| --- | --- | --- |\n| Ofsted, focused visit | 4 May 2012 | areas for priority action |\n| Local Government Ombudsman, report | 6 June 2012 | maladministration with injustice |\n| Grant Hollis LLP, review | July 2012 | files in poor order |", [("Ofsted", "2012-05-04", "areas for priority action"), ("Local Government Ombudsman", "2012-06-06", "maladministration with injustice"), ("Grant Hollis LLP", "2012-07-31", None)]),
        ("It is given because Ofsted, in the report of an inspection published on 4 May 2012, found services 'inadequate', and because the Youth Justice Board, in a letter dated 6 June 2012, raised a death in custody.", [("Ofsted", "2012-05-04", "inadequate"), ("Youth Justice Board", "2012-06-06", None)]),
        ("Ofsted's report of 4 May 2012 rated services inadequate. HM Inspectorate of Probation gave the youth service the same grade on 6 June 2012.", [("Ofsted", "2012-05-04", "inadequate"), ("HM Inspectorate of Probation", "2012-06-06", "inadequate")]),
        ("On 4 May 2012 Ofsted published a report in which the functions were judged to be performed inadequately.", [("Ofsted", "2012-05-04", "inadequate")]),
        ("Ofsted published, on 4 May 2012, a report which judged services to be inadequate.", [("Ofsted", "2012-05-04", "inadequate")]),
        ("Ofsted looked at fostering during a focused visit on 2 and 3 May 2012 and wrote to the Council on 11 May 2012. The council's external auditor, Grant Hollis LLP, raised the same in its letter of 6 June 2012.", [("Ofsted", "2012-05-11", None), ("Grant Hollis LLP", "2012-06-06", None)]),
        ("The grounds are Ofsted's inspection of 4 May 2012 and its focused inspection of Felpersham of 6 June 2012.", [("Ofsted", "2012-05-04", None), ("Ofsted", "2012-06-06", None)]),
        ("It rests on an independent review of practice by the Institute of Social Work, finished on 4 May 2012, and the findings of the East Mercia regional improvement alliance dated 6 June 2012.", [("Institute of Social Work", "2012-05-04", None), ("East Mercia regional improvement alliance", "2012-06-06", None)]),
        ("The evidence is the statement of the Association of Family Judges of 4 May 2012 and the Department's diagnostic visit of 5-7 June 2012.", [("Association of Family Judges", "2012-05-04", None), ("Department for Education", "2012-06-07", None)]),
        ("It relies on HMICFRS's inspection of Borchester Police, published on 4 May 2018, and on the councils' joint internal audit of 6 June 2018.", [("HMICFRS", "2018-05-04", None), ("Council", "2018-06-06", None)]),
        ("Ofsted's report of 4 May 2012 judged services inadequate. The Council made representations on 6 June 2012 and accepted most of the findings.", [("Ofsted", "2012-05-04", "inadequate")]),
        ("The Department for Education reviewed the Council's progress on 15 December 2011 and found that more was needed.", [("Department for Education", "2011-12-15", None)]),
        ("When the Department for Education reviewed progress on 14 February 2012 it found that most of the measures had been met.", [("Department for Education", "2012-02-14", None)]),
        ("The Department for Education has had regard to Ofsted's focused visit of 18 November 2012 and to its own review of 4 February 2013.", [("Ofsted", "2012-11-18", None), ("Department for Education", "2013-02-04", None)]),
        ("Officials of the Department for Education visited the Council on 4 May 2012 and saw little change.", [("Department for Education", "2012-05-04", None)]),
        ("The Department took stock of progress on 4 May 2012.", [("Department for Education", "2012-05-04", None)]),
        ("At the stocktake held on 4 May 2012 the Department concluded that progress was too slow.", [("Department for Education", "2012-05-04", None)]),
        ("Officials reviewed progress with the Council on 4 May 2012.", [("Department for Education", "2012-05-04", None)]),
        ("The Department has reviewed the Council's progress (4 May 2012) and considered Ofsted's monitoring visit of 6 June 2012.", [("Department for Education", "2012-05-04", None), ("Ofsted", "2012-06-06", None)]),
        ("An audit by the Council itself, dated 21 February 2012, confirmed the weaknesses that Ofsted had found.", [("Council", "2012-02-21", None)]),
        ("In March 2012 Ofsted and the Care Quality Commission revisited the local area. Their report, published on 9 May 2012, found no progress.", [("Ofsted and Care Quality Commission", "2012-05-09", None)]),
        ("Ofsted's report of 19 May 2012 no longer holds services to be 'inadequate', but finds that they 'require improvement'.", [("Ofsted", "2012-05-19", "require improvement")]),
    ],
)  # fmt: skip
def test_every_way_of_citing_evidence_at_the_front(words, expected):
    reading = notice("The Council must take action to:\n\n1. Publish a plan.", front=f"{FRONT}{words}\n\n")
    assert cited(reading, expected) == expected
    assert [item.text for item in reading.requirements if item.kind != "consequence"] == ["Publish a plan."]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The Secretary of State has carefully considered Ofsted's inspection report of the Council published on 21 May 2016, which rated children's services as inadequate.", [("Ofsted", "2016-05-21", "inadequate")]),
        ("The Secretary of State is satisfied, on the evidence of the Ofsted report of 9 February 2018, that the Council is failing to perform to an adequate standard some or all of the functions to which section 497A of the Education Act 1996 applies.", [("Ofsted", "2018-02-09", None)]),
        ("On 3 December 2015 Ofsted published a report of its inspection of the Council, which found that children's services were \"inadequate\" overall.", [("Ofsted", "2015-12-03", "inadequate")]),
        ("The Secretary of State has noted: (i) Ofsted's report of 8 June 2019; (ii) the Commissioner's report of 2 October 2019.", [("Ofsted", "2019-06-08", None), ("Commissioner", "2019-10-02", None)]),
        ("Ofsted and the Care Quality Commission carried out an area SEND inspection of Borchester in March 2024 and published their report on 10 May 2024, finding widespread and/or systemic failings leading to significant concerns.", [("Ofsted", "2024-05-10", "widespread and/or systemic failings")]),
        ("The Council's services were judged inadequate by Ofsted in reports published on 5 July 2013 and 11 March 2016.", [("Ofsted", "2013-07-05", "inadequate"), ("Ofsted", "2016-03-11", "inadequate")]),
        ("The judgement in Ofsted's report (14 October 2014) was that services for children in need of help and protection were inadequate.", [("Ofsted", "2014-10-14", "inadequate")]),
        ("An inspection by Ofsted, published on 17 July 2020, found services for children to be inadequate overall.", [("Ofsted", "2020-07-17", "inadequate")]),
        ("Ofsted's report of 21 March 2014 rated the Council inadequate, and a further report of 3 June 2016 did so again.", [("Ofsted", "2014-03-21", "inadequate"), ("Ofsted", "2016-06-03", None)]),
        ("Ofsted has inspected the Council twice, and its reports of 1 February 2012 and 30 May 2014 both judged services inadequate.", [("Ofsted", "2012-02-01", "inadequate"), ("Ofsted", "2014-05-30", "inadequate")]),
        ("In a letter of 8 November 2018 following a monitoring visit, Ofsted told the Council that the pace of change was too slow.", [("Ofsted", "2018-11-08", None)]),
        ("An improvement notice was issued to the Council on 5 October 2020. The Department for Education's review of 16 December 2021 found that some of its measures had not been met.", [("Department for Education", "2021-12-16", None)]),
        ("The Secretary of State has further considered the letter from Ofsted dated 13 May 2022, which followed its first monitoring visit.", [("Ofsted", "2022-05-13", None)]),
        ("Ofsted's inspection report of 16 June 2017 judged services to be 'inadequate'. Cafcass raised the same matter with the Council in its letter of 22 February 2018.", [("Ofsted", "2017-06-16", "inadequate"), ("Cafcass", "2018-02-22", None)]),
        ("The Children's Commissioner for England visited the Council's secure home and reported on 3 May 2018 that children were held alone for too long.", [("Children's Commissioner", "2018-05-03", None)]),
        ("On 4 May 2021 the Local Government and Social Care Ombudsman published a report on the Council's handling of complaints.", [("Local Government and Social Care Ombudsman", "2021-05-04", None)]),
        ("The Commissioner, in her report of 9 June 2019, advised that the Council lacked the capacity to improve itself.", [("Commissioner", "2019-06-09", None)]),
        ("NHS England wrote to the Secretary of State on 2 March 2023 about the waiting times for assessments.", [("NHS England", "2023-03-02", None)]),
        ("The Secretary of State has noted the report dated 12 April 2016 by the consultants Newton Europe on demand for services.", [("Newton Europe", "2016-04-12", None)]),
        ("His Majesty's Inspectorate of Constabulary and Fire & Rescue Services reported on 3 February 2025 that police and council did not share what they knew.", [("Inspectorate of Constabulary", "2025-02-03", None)]),
        ("The Department's own stocktake of 14 November 2018 found little progress.", [("Department for Education", "2018-11-14", None)]),
        ("The Secretary of State has considered the report of 8 March 2019 by Alastair Penrose, the Commissioner for Children's Services in Borchester.", [("Commissioner", "2019-03-08", None)]),
        ("Sir Grant Hollis (“the Commissioner”) advised on 4 May 2019 that the Council lacked capacity.", [("Commissioner", "2019-05-04", None)]),
        ("The Commissioner, Sir Grant Hollis, advised in his report of 4 May 2019 that the Council lacked capacity.", [("Commissioner", "2019-05-04", None)]),
        ("An Improvement Notice was issued to the Council on 3 February 2014, and the Secretary of State is advised by the independent chair, in a letter of 9 July 2014, that half has not been done.", [("ndependent chair", "2014-07-09", None)]),
    ],
)  # fmt: skip
def test_every_way_of_citing_evidence_in_a_recital(words, expected):
    reading = read_text(DIRECTION.format(words), councils=COUNCILS)
    assert cited(reading, expected) == expected
