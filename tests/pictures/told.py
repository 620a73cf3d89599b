#!/usr/bin/env python3
"""What other programs read of the pictures of this folder, held against the lists that the crate's tests go by.

    tests/pictures/told.py              exiftool against metadata.json
    tests/pictures/told.py manifests    the reference implementation of C2PA against manifests.json (requirements.txt)
"""
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = ('jpg', 'png', 'webp', 'avif', 'heic', 'tiff')
TAGS = ['ImageWidth', 'ImageHeight', 'EXIF:Artist', 'EXIF:Copyright', 'XMP:Creator', 'XMP:Rights', 'XMP:Credit',
        'XMP:Source', 'XMP:DigitalSourceType', 'IPTC:By-line', 'IPTC:Credit', 'IPTC:Source', 'IPTC:CopyrightNotice']


def names(signed):
    """The pictures with a manifest, or those without."""
    every = sorted(n for n in os.listdir(HERE) if n.endswith(KINDS))
    return [n for n in every if n.startswith('signed') == signed]


def metadata():
    """The fields that exiftool reads, by file: as they stand, not as people read them, each with its block."""
    tags = ['-' + t for t in TAGS]
    out = subprocess.run(['exiftool', '-json', '-n', '-G', *tags, *names(False)], check=True, cwd=HERE,
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    files = {}
    for file in json.loads(out.stdout):
        files[file.pop('SourceFile')] = file
    return files


def manifests():
    """What the last manifest of each file states, and whether its hashes and signature hold."""
    import c2pa
    files = {}
    for name in names(True):
        store = json.loads(c2pa.Reader(os.path.join(HERE, name)).json())
        last = store['manifests'][store['active_manifest']]
        data = {a['label'].split('.v')[0]: a['data'] for a in last['assertions']}
        types = [a.get('digitalSourceType') for a in data['c2pa.actions']['actions']]
        author = data.get('stds.schema-org.CreativeWork', {}).get('author', [])
        files[name] = {
            'authors': [a['name'] for a in author],
            'generator': last['claim_generator_info'][0]['name'],
            'ingredients': [i['relationship'] for i in last.get('ingredients', [])],
            'source_types': [t.rsplit('/', 1)[-1] for t in types if t],
            'state': store['validation_state'],
        }
    return files


LISTS = {'metadata': metadata, 'manifests': manifests}


def main():
    wanted = sys.argv[1] if len(sys.argv) > 1 else 'metadata'
    with open(os.path.join(HERE, wanted + '.json')) as f:
        listed = json.load(f)
    read = LISTS[wanted]()
    wrong = [n for n in sorted({*listed, *read}) if listed.get(n) != read.get(n)]
    for name in wrong:
        print('%s: listed %s, read %s' % (name, listed.get(name), read.get(name)))
    print('%d files read' % len(read))
    sys.exit(bool(wrong) or not read)


if __name__ == '__main__':
    main()
