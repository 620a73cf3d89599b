"""What `copydesk check` writes for other programs, held against those programs' own definitions.

SARIF against its JSON schema, JUnit against the library that its field reads it with, Checkstyle and GitLab against
what their readers ask for, the schema of copydesk.toml against JSON Schema itself. `tests/protocol/run` runs this.
"""
import json
import os
import pathlib
import subprocess
import tarfile
import xml.etree.ElementTree as xml

import jsonschema
import junitparser
import pytest

TOP = pathlib.Path(__file__).resolve().parents[2]
COPYDESK = os.environ['COPYDESK']
ODD = '# Pier & <sons>\n\n“We lost ]]> it & all of <it> at once, 🌊 every bit.” It rained.\n\n![a](b%20c.jpg)\n'


@pytest.fixture(scope='module')
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp('desk')
    (folder / 'odd & named.md').write_text(ODD, encoding='utf-8')
    (folder / 'ferry.md').write_bytes((TOP / 'tests/drafts/ferry.md').read_bytes())
    (folder / 'fine.md').write_text('It rained.\n', encoding='utf-8')
    return folder


def check(desk, output):
    run = subprocess.run([COPYDESK, 'check', '-o', output, '.'], cwd=desk, capture_output=True, timeout=60)
    assert run.returncode == 1, run.stderr
    return run.stdout.decode()


def findings(desk):
    return [f for file in json.loads(check(desk, 'json'))['files'] for f in file['findings']]


def test_sarif_is_valid_and_complete(desk):
    with tarfile.open(next((TOP / 'target/protocol').glob('microsoft-jest-sarif-*.tgz'))) as package:
        schema = json.load(package.extractfile('package/lib/schemas/sarif-2.1.0-rtm.5.json'))
    log = json.loads(check(desk, 'sarif'))
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [e.message for e in validator.iter_errors(log)] == []
    # The schema bites: without its rule's words a log is refused.
    del log['runs'][0]['results'][0]['message']
    assert list(validator.iter_errors(log))
    log = json.loads(check(desk, 'sarif'))
    assert len(log['runs'][0]['results']) == len(findings(desk)) > 3


def test_junit_is_read(desk):
    read = junitparser.JUnitXml.fromstring(check(desk, 'junit').encode())
    failures = [result.message for suite in read for case in suite for result in case.result]
    assert sorted(failures) == sorted(f['message'] for f in findings(desk))
    assert {suite.name for suite in read} >= {'ferry.md', 'odd & named.md'}


def test_checkstyle_is_read(desk):
    root = xml.fromstring(check(desk, 'checkstyle'))
    errors = [(f.get('name'), e) for f in root.iter('file') for e in f.iter('error')]
    assert len(errors) == len(findings(desk))
    for _, error in errors:
        assert error.get('severity') in ('ignore', 'info', 'warning', 'error')
        assert int(error.get('line')) > 0 and error.get('message') and error.get('source')


def test_gitlab_has_what_code_quality_asks_for(desk):
    issues = json.loads(check(desk, 'gitlab'))
    assert len(issues) == len(findings(desk))
    for issue in issues:
        assert issue['description'] and issue['check_name'] and issue['location']['path']
        assert issue['location']['lines']['begin'] > 0
        assert issue['severity'] in ('info', 'minor', 'major', 'critical', 'blocker')
    assert len({issue['fingerprint'] for issue in issues}) == len(issues)


def test_the_schema_of_the_settings_is_a_schema():
    run = subprocess.run([COPYDESK, 'schema'], capture_output=True, check=True, timeout=60)
    schema = json.loads(run.stdout)
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    good = {'language': 'en', 'rules': {'loaded-verb': 'off'}, 'names': [{'name': 'Kyiv', 'variants': ['Kiev']}]}
    assert list(kind(schema).iter_errors(good)) == []
    for bad in ({'rules': {'no-such-rule': 'off'}}, {'names': [{'variants': ['Kiev']}]}, {'langauge': 'en'}):
        assert list(kind(schema).iter_errors(bad)), bad
