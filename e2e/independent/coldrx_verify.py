#!/usr/bin/env python3
"""Decodes and verifies what ColdRx devices send; written from docs/wire.md alone, with nothing but Python and openssl.

usage: coldrx_verify.py frames FILE | disclosure FILE | columns FILE | bundle FILE
       coldrx_verify.py each FILE   a list of [command, document]; prints of each null, or what is wrong with it
"""
import hashlib, itertools, json, pathlib, re, subprocess, sys, tempfile

MARKS = ['ok', 'range', 'frozen', 'timeout', 'crc', 'exception', 'invalid', 'open', 'void']
CARRYING = {'ok', 'range', 'frozen'}
REASONS = {'first-start', 'recorder-corrupt', 'recorder-missing', 'fork', 'behind-cloud', 'data-lost'}
SPKI = bytes.fromhex('3059301306072a8648ce3d020106082a811ccf5501822d034200')

class Fault(Exception):
    """What docs/wire.md does not allow."""

def need(condition, problem):
    if not condition:
        raise Fault(problem)

class Bytes:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count, what):
        need(count <= len(self.data) - self.at, f'the bytes end before {what}')
        self.at += count
        return self.data[self.at - count:self.at]

    def uint(self, count, what):
        return int.from_bytes(self.take(count, what), 'big')

    def varint(self, what):
        groups = [self.uint(1, what)]
        while groups[-1] > 0x7F and len(groups) < 8:
            groups.append(self.uint(1, what))
        value = sum((group & 0x7F) << 7 * index for index, group in enumerate(groups))
        need(groups[-1] < 0x80 and value < 2**53, f'{what} is above 2^53-1')
        need(len(groups) == 1 or groups[-1] > 0, f'{what} is not in its shortest form')
        return value

class Bits:
    def __init__(self, data):
        self.text, self.at = ''.join(f'{byte:08b}' for byte in data), 0

    def bits(self, width):
        need(self.at + width <= len(self.text), 'a bit stream ends early')
        self.at += width
        return int('0' + self.text[self.at - width:self.at], 2)

    def run(self, bit, most):
        start = self.at
        while self.at - start < most and self.text[self.at:self.at + 1] == bit:
            self.at += 1
        return self.at - start

    def golomb(self, k):
        width = self.run('0', 49 - k) + k
        need(width <= 48, 'a number is wider than 48 bits')
        return self.bits(width + 1) - 2**k

    def rice(self, r):
        ones = self.run('1', 20)
        return self.golomb(16) if ones == 20 else self.bits(1) + ones * 2**r + self.bits(r)

    def column(self, length):
        if length == 0:
            return []
        mode = self.bits(2)
        order = self.bits(1) + 1 if mode == 3 else mode
        coding = self.golomb(2)
        need(order <= length, 'a column is shorter than its order')
        need(coding <= 31, 'the coding of a column is not known')
        starts = [unzigzag(self.golomb(k)) for k in (20 if mode == 3 else 7, 7)[:order]]
        values = [unzigzag(self.rice(coding - 1)) if coding else 0 for _ in range(length - order)]
        for start in reversed(starts):
            values = list(itertools.accumulate(values, initial=start))
        need(all(abs(value) <= 2**40 for value in values), 'a number of a column is above 2^40')
        return values

    def finish(self):
        need(re.fullmatch('0{0,7}', self.text[self.at:]), 'the padding of a bit stream is not right')

def unzigzag(code):
    return code // 2 if code % 2 == 0 else -(code + 1) // 2

def header_of(reader):
    start, tag = reader.at, reader.uint(1, 'the tag')
    need(tag >> 4 == 0xC, 'this is not a frame')
    need(tag & 15 == 1, f'frame version {tag & 15} is not known')
    need(reader.uint(1, 'the flags') < 8, 'a reserved flag is set')
    length = reader.uint(1, 'the device length')
    need(1 <= length <= 32, 'a device name has 1 to 32 bytes')
    device = re.fullmatch(rb'[a-z0-9][a-z0-9-]*', reader.take(length, 'the device'))
    need(device, 'the device name is not valid')
    header = {'device': device[0].decode(), 'epoch': reader.take(6, 'the epoch').hex(), 'n': reader.varint('n'), 'boot': reader.varint('boot'),
              'monotonicMs': reader.varint('the monotonic base'), 'wallMs': reader.uint(6, 'the wall base'),
              'layout': reader.take(8, 'the layout hash').hex(), 'k': reader.uint(1, 'the section count')}
    need(1 <= header['k'] <= 66, 'a frame has 1 to 66 sections')
    need(header['monotonicMs'] < 2**48, 'a time is 2^48 ms or later')
    return header, reader.data[start:reader.at]

def frame_of(data):
    need(len(data) <= 65536, 'a frame has at most 65,536 bytes')
    reader = Bytes(data)
    header, head = header_of(reader)
    seed = reader.take(16, 'the seed')
    sections = [reader.take(reader.varint('a section length'), f'the end of section {index}') for index in range(header['k'])]
    need(all(sections), 'a section is empty')
    ids = [section[0] for section in sections]
    need(len(set(ids)) == len(ids), 'a section id stands twice')
    need(ids[0] == 0xE1 if header['n'] == 0 else 0xE1 not in ids, 'an opening stands first in frame 0 and nowhere else')
    left = len(data) - reader.at
    need(left in (0, 64), 'after the sections come 0 or 64 bytes')
    return header, head, seed, sections, reader.take(left, 'the seal')

def values_of(sections, layout, header):
    """[epoch, n, group, channel, monotonic ms, value, mark] of every sample in the measurement sections of a frame."""
    found, numbers = [], 0
    for body in (body for body in sections if body[0] < 0x40):
        need(body[0] < len(layout['groups']), f'the layout has no group {body[0]}')
        group, stream = layout['groups'][body[0]], Bits(body[1:])
        rows = stream.golomb(4)
        numbers += rows * (len(group['channels']) + 1)
        need(1 <= rows <= 4096 and numbers <= 65536, f'{rows} rows are no row or too many')
        times = stream.column(rows)
        need(times[0] >= 0 and times == sorted(times), 'times must not descend from 0')
        need(header['monotonicMs'] + times[-1] * layout['timeUnitMs'] < 2**48, 'a time is 2^48 ms or later')
        for channel in group['channels']:
            codes = stream.column(rows) if stream.bits(1) else [0] * rows
            need(all(0 <= code < len(MARKS) for code in codes), 'a quality mark is not known')
            integers = iter(stream.column(sum(MARKS[code] in CARRYING for code in codes)))
            for time, mark in zip(times, (MARKS[code] for code in codes)):
                value = round(next(integers) / 10 ** channel['decimals'], channel['decimals']) if mark in CARRYING else None
                found.append([header['epoch'], header['n'], group['id'], channel['id'], header['monotonicMs'] + time * layout['timeUnitMs'], value, mark])
        stream.finish()
    return found

def json_of(body, what):
    try:
        return json.loads(body.decode('utf-8'), parse_constant=lambda name: need(False, f'{what}: {name} is no JSON'))
    except (ValueError, RecursionError):
        raise Fault(f'{what}: not JSON in UTF-8') from None

def with_keys(value, keys, what, optional=''):
    need(isinstance(value, dict) and set(keys.split()) <= set(value) <= {*keys.split(), optional}, f'{what} does not have the keys {keys}')
    return value

def layout_of(document):
    need(len(document) <= 32768, 'a layout document has at most 32,768 bytes')
    layout = with_keys(json_of(document, 'the layout'), 'v timeUnitMs asset groups', 'the layout', 'cadence')
    groups = [with_keys(group, 'id kind name channels', 'a group', 'range') for group in layout['groups']]
    channels = [with_keys(channel, 'id quantity unit decimals source', 'a channel', 'profile') for group in groups for channel in group['channels']]
    need(layout['v'] == 1 and 1 <= layout['timeUnitMs'] <= 60000 and all(channel['decimals'] in range(10) for channel in channels), 'the layout is not valid')
    need(1 <= len(groups) <= 64 and all(1 <= len(group['channels']) <= 64 for group in groups), 'a layout has 1 to 64 groups of 1 to 64 channels')
    need(all(len({item['id'] for item in items}) == len(items) for items in (groups, channels)), 'an id stands twice in the layout')
    return layout

def events_of(body, layout, header):
    events = json_of(body, 'the events')
    need(isinstance(events, list) and 1 <= len(events) <= 1024, 'a frame has 1 to 1,024 events')
    for event in events:
        need(isinstance(event, list) and list(map(type, event)) == [int, str, str, dict] and event[0] >= 0, 'an event is [time, code, subject, detail]')
        need(header['monotonicMs'] + event[0] * layout['timeUnitMs'] < 2**48, 'a time is 2^48 ms or later')
        need(all(type(item) in (str, int, float, bool, type(None)) for item in event[3].values()), 'the detail of an event is flat')
    return events

def sm3(*parts):
    if 'sm3' in hashlib.algorithms_available:
        return hashlib.new('sm3', b''.join(parts)).digest()
    return subprocess.run(['openssl', 'dgst', '-sm3', '-binary'], input=b''.join(parts), capture_output=True, check=True).stdout

def named(device, epoch):
    return bytes([len(device)]) + device.encode() + bytes.fromhex(epoch)

def der_integer(value):
    number = int.from_bytes(value, 'big')
    shortest = number.to_bytes(number.bit_length() // 8 + 1, 'big')
    return bytes([2, len(shortest)]) + shortest

def check_seal(key, device, epoch, n, head, seal):
    numbers = der_integer(seal[:32]) + der_integer(seal[32:])
    files = {'key': SPKI + key, 'sig': b'\x30' + bytes([len(numbers)]) + numbers,
             'msg': b'coldrx/1 seal' + named(device, epoch) + n.to_bytes(8, 'big') + head}
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            pathlib.Path(folder, name).write_bytes(content)
        done = subprocess.run(['openssl', 'pkeyutl', '-verify', '-pubin', '-keyform', 'DER', '-inkey', 'key', '-rawin', '-in', 'msg', '-sigfile', 'sig',
                               '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'], cwd=folder, capture_output=True)
    need(done.returncode == 0, f'the seal of frame {n} of epoch {epoch} does not fit')

def verify_frames(document):
    key, device, layouts = bytes.fromhex(document['publicKey']), document['device'], {}
    report = {'seals': 0, 'values': [], 'events': [], 'heads': []}
    for epoch, frames in ((epoch['epoch'], epoch['frames']) for epoch in document['epochs']):
        chain = sm3(b'coldrx/1 genesis', named(device, epoch), key)
        for n, frame in enumerate(frames):
            header, head, seed, sections, seal = frame_of(bytes.fromhex(frame))
            need((header['device'], header['epoch'], header['n']) == (device, epoch, n), f'frame {n} of epoch {epoch} is missing or misplaced')
            chain = sm3(chain, head, *(sm3(sm3(b'coldrx/1 salt', seed, bytes([index]))[:16], body) for index, body in enumerate(sections)))
            report['heads'].append([epoch, n, chain.hex()])
            if seal:
                check_seal(key, device, epoch, n, chain, seal)
                report['seals'] += 1
            bodies = {body[0]: body[1:] for body in sections}
            if 0xE1 in bodies:
                opening = with_keys(json_of(bodies[0xE1], 'the opening'), 'device epoch boot reason previous keyFingerprint', 'the opening')
                need(opening['reason'] in REASONS, 'the reason of the opening is not known')
                need([opening[name] for name in ('device', 'epoch', 'keyFingerprint')] == [device, epoch, sm3(key).hex()], 'the opening is not of this device')
            if 0xE2 in bodies:
                layouts[header['layout']] = layout_of(bodies[0xE2])
                need(sm3(bodies[0xE2])[:8].hex() == header['layout'], f'frame {n} brings another layout than its header names')
            need(header['layout'] in layouts, f'the layout of frame {n} is not known')
            report['values'] += values_of(sections, layouts[header['layout']], header)
            report['events'] += [[epoch, n, *event] for event in (events_of(bodies[0xE0], layouts[header['layout']], header) if 0xE0 in bodies else [])]
    return report

def sized(digits, length, what):
    need(len(digits) == 2 * length, f'{what} must have {length} bytes')
    return bytes.fromhex(digits)

def verify_disclosure(document):
    key, shown, report = bytes.fromhex(document['publicKey']), document['disclosure'], {'sections': [], 'values': []}
    layouts = {sm3(layout.encode())[:8].hex(): layout_of(layout.encode()) for layout in document.get('layouts', [])}
    device, epoch, before = shown['device'], shown['epoch'], shown['before']
    need(len(shown['frames']) > 0, 'a span has at least one frame')
    chain, n = sm3(b'coldrx/1 genesis', named(device, epoch), key), 0
    if before is not None:
        chain, n = sized(before['head'], 32, 'a head'), before['n'] + 1
        check_seal(key, device, epoch, before['n'], chain, sized(before['seal'], 64, 'a seal'))
    for frame in shown['frames']:
        reader = Bytes(bytes.fromhex(frame['header']))
        header, head = header_of(reader)
        need(reader.at == len(reader.data), 'bytes follow a header')
        digests = [sized(digest, 32, 'a digest') for digest in frame['digests']]
        need((header['device'], header['epoch'], header['n'], header['k']) == (device, epoch, n, len(digests)), f'frame {n} is missing, misplaced or lacks digests')
        bodies = [bytes.fromhex(section['body']) for section in frame['sections']]
        for section, body in zip(frame['sections'], bodies):
            fits = section['index'] in range(len(digests)) and sm3(sized(section['salt'], 16, 'a salt'), body) == digests[section['index']]
            need(fits, f'a section of frame {n} is not what was sealed')
            report['sections'].append([n, body[0]])
        report['values'] += values_of(bodies, layouts[header['layout']], header) if header['layout'] in layouts else []
        chain, n = sm3(chain, head, *digests), n + 1
    check_seal(key, device, epoch, n - 1, chain, sized(shown['seal'], 64, 'a seal'))
    return report

def verify_bundle(text):
    lines = [json_of(line.encode(), 'a line') for line in text.removesuffix('\n').split('\n')]
    need(lines and isinstance(lines[0], dict) and lines[0].get('format') == 'coldrx-proof/1', 'this is no proof bundle')
    need('end' in lines[-1], 'the file broke off')
    device, keys, layouts = lines[0]['device'], {}, {}
    for key in lines[0]['keys']:
        need(sm3(bytes.fromhex(key['publicKey'])).hex() == key['fingerprint'], 'a key has another fingerprint')
        keys[key['fingerprint']] = bytes.fromhex(key['publicKey'])
    report = {'device': device, 'runs': 0, 'frames': 0, 'documents': 0, 'seals': 0, 'unsigned': 0, 'unproved': 0, 'values': [], 'events': []}
    run, n, key, chain, unsigned = None, 0, None, None, 0
    def leave():
        need(run is None or n == run['last'] + 1, 'a run ends before its last frame')
        report['unsigned'] += unsigned
    for line in lines[1:-1]:
        need(len(line) == 1, 'a line has one thing')
        [(what, value)] = line.items()
        if what == 'document':
            need(sm3(bytes.fromhex(value['salt']), value['text'].encode()).hex() == value['digest'], f"document {value['id']} is not the one of its digest")
            report['documents'] += 1
        elif what == 'layout':
            layouts[sm3(value.encode())[:8].hex()] = layout_of(value.encode())
        elif what == 'run':
            leave()
            run, n, unsigned, chain, key = value, value['first'], 0, None, keys.get(value['keyFingerprint'])
            report['runs'] += 1
            if 'unproved' in value:
                continue
            need(key is not None, f"the key of epoch {value['epoch']} is not in the bundle")
            chain = sm3(b'coldrx/1 genesis', named(device, value['epoch']), key)
            if value['before'] is not None:
                need(value['before']['n'] + 1 == n, 'the seal before a run is not that of the frame before it')
                chain = sized(value['before']['head'], 32, 'a head')
                check_seal(key, device, value['epoch'], n - 1, chain, sized(value['before']['seal'], 64, 'a seal'))
            else:
                need(n == 0, 'a run begins in the middle without a seal')
        else:
            need(what == 'frame' and run is not None, f'a line of {what} does not belong there')
            header, head, seed, sections, seal = frame_of(bytes.fromhex(value))
            need((header['device'], header['epoch'], header['n']) == (device, run['epoch'], n), f'frame {n} is missing or misplaced')
            bodies = {body[0]: body[1:] for body in sections}
            if chain is None:
                report['unproved'] += 1
            else:
                if n == 0:
                    opening = json_of(bodies[0xE1], 'the opening')
                    need([opening[name] for name in ('device', 'epoch', 'keyFingerprint')] == [device, run['epoch'], run['keyFingerprint']], 'the opening is not of this device')
                chain = sm3(chain, head, *(sm3(sm3(b'coldrx/1 salt', seed, bytes([index]))[:16], body) for index, body in enumerate(sections)))
                unsigned += 1
                if seal:
                    check_seal(key, device, run['epoch'], n, chain, seal)
                    report['seals'], unsigned = report['seals'] + 1, 0
            if header['layout'] in layouts:
                report['values'] += values_of(sections, layouts[header['layout']], header)
                report['events'] += [[run['epoch'], n, *event] for event in (events_of(bodies[0xE0], layouts[header['layout']], header) if 0xE0 in bodies else [])]
            report['frames'], n = report['frames'] + 1, n + 1
    leave()
    need(lines[-1]['end'] == {name: report[name] for name in ('runs', 'frames', 'documents')}, 'the counts at the end are others')
    return report

def read_columns(document):
    report = []
    for column in document:
        stream = Bits(bytes.fromhex(column['hex']))
        report.append(stream.column(column['length']))
        stream.finish()
    return report

COMMANDS = {'frames': verify_frames, 'disclosure': verify_disclosure, 'columns': read_columns}

def problem_of(command, document):
    try:
        COMMANDS[command](document)
    except (Fault, ValueError, KeyError, TypeError) as problem:
        return f'{type(problem).__name__}: {problem}'

if __name__ == '__main__':
    if len(sys.argv) != 3 or sys.argv[1] not in {*COMMANDS, 'bundle', 'each'}:
        sys.exit(__doc__)
    try:
        text = pathlib.Path(sys.argv[2]).read_text('utf-8')
        if sys.argv[1] == 'each':
            print(json.dumps([problem_of(command, document) for command, document in json.loads(text)]))
        else:
            print(json.dumps(verify_bundle(text) if sys.argv[1] == 'bundle' else COMMANDS[sys.argv[1]](json.loads(text))))
    except (Fault, OSError, ValueError, KeyError, TypeError) as problem:
        sys.exit(f'{type(problem).__name__}: {problem}')
