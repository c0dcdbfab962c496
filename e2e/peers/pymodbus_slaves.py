#!/usr/bin/env python3
"""Slaves on a serial line, served and encoded by pymodbus: python3 pymodbus_slaves.py DOCUMENT

The document: {"path", "baud", "slaves": {UNIT: {"holding" | "input" | "discrete": {ADDRESS: VALUE or [KIND, NUMBER]}}}}
with KIND int16, uint16 or float32. What a slave does not have it answers with the exception of the standard.
"""
import json, sys
from pymodbus.constants import Endian
from pymodbus.datastore import ModbusServerContext, ModbusSlaveContext, ModbusSparseDataBlock
from pymodbus.payload import BinaryPayloadBuilder
from pymodbus.server import StartSerialServer
from pymodbus.transaction import ModbusRtuFramer

def words(value):
    if isinstance(value, int):
        return [value]
    kind, number = value
    builder = BinaryPayloadBuilder(byteorder=Endian.Big, wordorder=Endian.Big)
    {'int16': builder.add_16bit_int, 'uint16': builder.add_16bit_uint, 'float32': builder.add_32bit_float}[kind](number)
    return builder.to_registers()

def block(image):
    values = {int(address) + index: word for address, value in image.items() for index, word in enumerate(words(value))}
    # a block without an address is refused; nobody asks for this one
    return ModbusSparseDataBlock(values or {65535: 0})

def slave(images):
    parts = {part: block(images.get(name, {})) for part, name in (('hr', 'holding'), ('ir', 'input'), ('di', 'discrete'), ('co', 'coils'))}
    return ModbusSlaveContext(zero_mode=True, **parts)

document = json.load(open(sys.argv[1]))
context = ModbusServerContext(slaves={int(unit): slave(images) for unit, images in document['slaves'].items()}, single=False)
StartSerialServer(context=context, framer=ModbusRtuFramer, port=document['path'], baudrate=document['baud'], timeout=0.05, ignore_missing_slaves=True)
