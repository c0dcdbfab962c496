#!/usr/bin/env python3
"""Decodes and verifies ColdRx frames; written from docs/wire.md alone, with nothing but Python and the openssl command.

usage: coldrx_verify.py frames FILE | disclosure FILE
"""
import hashlib, json, pathlib, re, struct, subprocess, sys, tempfile

MARKS = [('ok', True), ('range', True), ('frozen', True), ('timeout', False), ('crc', False), ('exception', False), ('invalid', False), ('open', False), ('void', False)]
DEVICE = re.compile(r'[a-z0-9][a-z0-9-]*')
SPKI = bytes.fromhex('3059301306072a8648ce3d020106082a811ccf5501822d034200')
CLOCKS = ['none', 'rtc', 'ntp', 'gnss']


class Fault(Exception):
    """The bytes or the signatures are not what docs/wire.md asks for."""


def need(condition, problem):
    if not condition:
        raise Fault(problem)


def sm3(*parts):
    data = b''.join(parts)
    if 'sm3' in hashlib.algorithms_available:
        return hashlib.new('sm3', data).digest()
    done = subprocess.run(['openssl', 'dgst', '-sm3', '-binary'], input=data, capture_output=True)
    need(done.returncode == 0, 'this machine has no SM3')
    return done.stdout


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
        value = 0
        for index in range(8):
            byte = self.uint(1, what)
            value |= (byte & 0x7F) << 7 * index
            if byte < 0x80:
                need(index == 0 or byte != 0, f'{what} is not in its shortest form')
                need(value < 2**53, f'{what} is above 2^53-1')
                return value
        raise Fault(f'{what} is longer than 8 bytes')


class Bits:
    def __init__(self, data):
        self.data, self.at = data, 0

    def bits(self, width):
        need(self.at + width <= 8 * len(self.data), 'a bit stream ends early')
        value = 0
        for _ in range(width):
            value = value << 1 | self.data[self.at >> 3] >> 7 - (self.at & 7) & 1
            self.at += 1
        return value

    def golomb(self, k):
        zeros = 0
        while self.bits(1) == 0:
            zeros += 1
            need(zeros + k <= 48, 'a number is too wide')
        return (1 << zeros + k | self.bits(zeros + k)) - (1 << k)

    def rice(self, r):
        ones = 0
        while ones < 20 and self.bits(1) == 1:
            ones += 1
        return self.golomb(16) if ones == 20 else (ones << r) + self.bits(r)

    def column(self, length):
        if length == 0:
            return []
        mode = self.bits(2)
        wide = mode == 3
        order = self.bits(1) + 1 if wide else mode
        need(order <= length, 'a column is shorter than its order')
        coding = self.golomb(2)
        need(coding <= 31, 'the coding of a column is not known')
        first = unzigzag(self.golomb(20 if wide else 7)) if order else 0
        step = unzigzag(self.golomb(7)) if order == 2 else 0
        values = [first, first + step][:order]
        while len(values) < length:
            change = unzigzag(self.rice(coding - 1)) if coding else 0
            if order == 2:
                step += change
            values.append(change if order == 0 else values[-1] + (step if order == 2 else change))
        need(all(abs(value) <= 2**40 for value in values), 'a number of a column is above 2^40')
        return values

    def finish(self):
        left = 8 * len(self.data) - self.at
        need(left < 8 and self.bits(left) == 0, 'the padding of a bit stream is not right')


def unzigzag(code):
    return code // 2 if code % 2 == 0 else -(code + 1) // 2


def header_of(reader):
    start, tag = reader.at, reader.uint(1, 'the tag')
    need(tag >> 4 == 0xC, 'this is not a frame')
    need(tag & 15 == 1, f'frame version {tag & 15} is not known')
    flags = reader.uint(1, 'the flags')
    need(flags < 8, 'a reserved flag is set')
    length = reader.uint(1, 'the device length')
    need(1 <= length <= 32, 'a device name has 1 to 32 bytes')
    device = reader.take(length, 'the device').decode('utf-8')
    need(DEVICE.fullmatch(device), 'the device name is not valid')
    header = {'device': device, 'epoch': reader.take(6, 'the epoch').hex(), 'n': reader.varint('n'), 'boot': reader.varint('boot'),
              'monotonicMs': reader.varint('the monotonic base'), 'wallMs': reader.uint(6, 'the wall base'), 'clock': CLOCKS[flags & 3],
              'layout': reader.take(8, 'the layout hash').hex(), 'k': reader.uint(1, 'the section count')}
    need(1 <= header['k'] <= 66, 'a frame has 1 to 66 sections')
    return header, reader.data[start:reader.at]


def frame_of(data):
    need(len(data) <= 65536, 'a frame has at most 65,536 bytes')
    reader = Bytes(data)
    header, head = header_of(reader)
    seed, sections = reader.take(16, 'the seed'), []
    for index in range(header['k']):
        length = reader.varint('a section length')
        need(length >= 1, f'section {index} is empty')
        sections.append(reader.take(length, f'section {index}'))
    ids = [section[0] for section in sections]
    need(len(set(ids)) == len(ids), 'a section id stands twice')
    left = len(data) - reader.at
    need(left in (0, 64), 'after the sections come 0 or 64 bytes')
    need((ids[0] == 0xE1) if header['n'] == 0 else (0xE1 not in ids), 'an opening stands first in frame 0, and nowhere else')
    return header, head, seed, sections, reader.take(64, 'the seal') if left else None


def layout_of(text):
    need(len(text) <= 32768, 'a layout document has at most 32,768 bytes')
    layout = json.loads(text.decode('utf-8'))
    need(layout['v'] == 1 and 1 <= layout['timeUnitMs'] <= 60000 and 1 <= len(layout['groups']) <= 64, 'the layout is not valid')
    need(all(1 <= len(group['channels']) <= 64 for group in layout['groups']), 'a group of the layout is not valid')
    return layout


def measurements_of(body, layout, header, budget):
    need(body[0] < len(layout['groups']), f'the layout has no group {body[0]}')
    group, bits = layout['groups'][body[0]], Bits(body[1:])
    rows = bits.golomb(4)
    need(1 <= rows <= 4096 and rows * (len(group['channels']) + 1) <= budget, 'a frame holds too many numbers')
    times = bits.column(rows)
    need(times[0] >= 0 and times == sorted(times), 'times must not descend')
    values = []
    for channel in group['channels']:
        marks = bits.column(rows) if bits.bits(1) else [0] * rows
        need(all(0 <= mark < len(MARKS) for mark in marks), 'a quality mark is not known')
        numbers = iter(bits.column(sum(MARKS[mark][1] for mark in marks)))
        for time, mark in zip(times, marks):
            value = round(next(numbers) / 10 ** channel['decimals'], channel['decimals']) if MARKS[mark][1] else None
            values.append([header['epoch'], header['n'], group['id'], channel['id'], header['monotonicMs'] + time * layout['timeUnitMs'], value, MARKS[mark][0]])
    bits.finish()
    return values, rows * (len(group['channels']) + 1)


def named(device, epoch):
    return bytes([len(device)]) + device.encode() + bytes.fromhex(epoch)


def der_integer(value):
    value = value.lstrip(b'\0') or b'\0'
    value = (b'\0' if value[0] & 0x80 else b'') + value
    return b'\x02' + bytes([len(value)]) + value


def check_seal(key, device, epoch, n, head, seal):
    message = b'coldrx/1 seal' + named(device, epoch) + struct.pack('>Q', n) + head
    numbers = der_integer(seal[:32]) + der_integer(seal[32:])
    with tempfile.TemporaryDirectory() as name:
        files = {'key': SPKI + key, 'sig': b'\x30' + bytes([len(numbers)]) + numbers, 'msg': message}
        for file, content in files.items():
            (pathlib.Path(name) / file).write_bytes(content)
        done = subprocess.run(['openssl', 'pkeyutl', '-verify', '-pubin', '-keyform', 'DER', '-inkey', 'key', '-rawin', '-in', 'msg', '-sigfile', 'sig',
                               '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'], cwd=name, capture_output=True)
    need(done.returncode == 0, f'the seal of frame {n} of epoch {epoch} does not fit')


def verify_frames(document):
    key, device = bytes.fromhex(document['publicKey']), document['device']
    report = {'frames': 0, 'seals': 0, 'values': [], 'events': [], 'heads': []}
    layouts = {}
    for epoch in document['epochs']:
        chain = sm3(b'coldrx/1 genesis', named(device, epoch['epoch']), key)
        for n, text in enumerate(epoch['frames']):
            header, head, seed, sections, seal = frame_of(bytes.fromhex(text))
            need((header['device'], header['epoch'], header['n']) == (device, epoch['epoch'], n), f'frame {n} of epoch {epoch["epoch"]} is missing or misplaced')
            digests = [sm3(sm3(b'coldrx/1 salt', seed, bytes([index]))[:16], body) for index, body in enumerate(sections)]
            chain = sm3(chain, head, *digests)
            if seal:
                check_seal(key, device, header['epoch'], n, chain, seal)
                report['seals'] += 1
            for body in (body for body in sections if body[0] == 0xE2):
                need(sm3(body[1:])[:8].hex() == header['layout'], f'frame {n} brings another layout than its header names')
                layouts[header['layout']] = layout_of(body[1:])
            budget = 65536
            for body in sections:
                if body[0] < 0x40:
                    need(header['layout'] in layouts, f'the layout of frame {n} is not known')
                    values, used = measurements_of(body, layouts[header['layout']], header, budget)
                    report['values'] += values
                    budget -= used
                elif body[0] == 0xE0:
                    events = json.loads(body[1:].decode('utf-8'))
                    need(isinstance(events, list) and 1 <= len(events) <= 1024, f'the events of frame {n} are not valid')
                    report['events'] += [[header['epoch'], n, code, subject] for _time, code, subject, _detail in events]
                elif body[0] == 0xE1:
                    opening = json.loads(body[1:].decode('utf-8'))
                    need((opening['device'], opening['epoch'], opening['keyFingerprint']) == (device, header['epoch'], sm3(key).hex()), 'the opening is not of this device')
            report['frames'] += 1
            report['heads'].append([header['epoch'], n, chain.hex()])
    return report


def sized(text, length, what):
    data = bytes.fromhex(text)
    need(len(data) == length, f'{what} must have {length} bytes')
    return data


def verify_disclosure(document):
    key, shown = bytes.fromhex(document['publicKey']), document['disclosure']
    device, epoch, before = shown['device'], shown['epoch'], shown['before']
    need(len(shown['frames']) > 0, 'a span has at least one frame')
    if before is None:
        chain, n = sm3(b'coldrx/1 genesis', named(device, epoch), key), 0
    else:
        chain, n = sized(before['head'], 32, 'a head'), before['n'] + 1
        check_seal(key, device, epoch, before['n'], chain, sized(before['seal'], 64, 'a seal'))
    sections = []
    for frame in shown['frames']:
        reader = Bytes(bytes.fromhex(frame['header']))
        header, head = header_of(reader)
        need(reader.at == len(reader.data), 'bytes follow a header')
        digests = [sized(digest, 32, 'a digest') for digest in frame['digests']]
        need((header['device'], header['epoch'], header['n'], header['k']) == (device, epoch, n, len(digests)), f'frame {n} is missing or misplaced')
        for section in frame['sections']:
            body, index = bytes.fromhex(section['body']), section['index']
            need(isinstance(index, int) and 0 <= index < len(digests) and body and sm3(sized(section['salt'], 16, 'a salt'), body) == digests[index], f'a section of frame {n} is not what was sealed')
            sections.append([n, body[0]])
        chain, n = sm3(chain, head, *digests), n + 1
    check_seal(key, device, epoch, n - 1, chain, sized(shown['seal'], 64, 'a seal'))
    return {'sections': sections}


def main():
    commands = {'frames': verify_frames, 'disclosure': verify_disclosure}
    if len(sys.argv) != 3 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    try:
        report = commands[sys.argv[1]](json.loads(pathlib.Path(sys.argv[2]).read_text('utf-8')))
    except Fault as fault:
        sys.exit(str(fault))
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as problem:
        sys.exit(f'not readable: {type(problem).__name__}: {problem}')
    print(json.dumps(report))


if __name__ == '__main__':
    main()
