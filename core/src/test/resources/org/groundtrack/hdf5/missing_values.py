"""Writes datasets of all types with attributes of all types; prints of each which elements are missing, as numpy says."""
import sys
import h5py
import numpy as np

path, seed = sys.argv[1], int(sys.argv[2])
random = np.random.default_rng(seed)
TYPES = ["i1", "u1", "<i2", ">u2", "<i4", "<u4", ">i8", "<u8", "<f4", ">f4", "<f8", ">f8"]
NUMBERS = [0, -1, 1, 127, 255, -99, -999.9, 0.1, 32767, 65535, 2**31 - 1, 2**53 + 1, 2**63 - 1, 2**64 - 1, 1e37, -1e37,
           9.969209968386869e36, 3.4028234663852886e38, 1.7976931348623157e308, np.nan, np.inf]


def held(value, kind):
    """A number of a type, or None where the type can't hold it."""
    kind = np.dtype(kind)
    if kind.kind == "f":
        with np.errstate(over="ignore"):
            number = np.asarray(value).astype(kind)[()] if not isinstance(value, int) else kind.type(value)
        return None if np.isinf(number) and not np.isinf(float(value)) else number
    if isinstance(value, (float, np.floating)):
        if not np.isfinite(value) or value != int(value):
            return None
        value = int(value)
    info = np.iinfo(kind)
    return kind.type(value) if info.min <= int(value) <= info.max else None


def attribute(target, name, kind):
    """Writes some numbers; gives them as stored."""
    values = [v for v in (held(NUMBERS[i], kind) for i in random.integers(len(NUMBERS), size=3)) if v is not None]
    if not values:
        return []
    form = random.integers(4)
    if form == 0 and name == "missing_value":
        target.attrs[name] = np.array(values, kind)
        return values
    if form == 1 and np.isfinite(values[0]):
        text = repr(values[0].item())
        target.attrs[name] = np.bytes_(text) if random.integers(2) else text
        return [values[0].item()]
    target.attrs.create(name, values[0] if form == 2 else np.array(values[:1]), dtype=kind)
    return values[:1]


with h5py.File(path, "w") as file:
    lines = []
    for data in TYPES:
        for kind in TYPES:
            for names in (["_FillValue"], ["missing_value"], ["_FillValue", "missing_value"]):
                elements = [v for v in (held(n, data) for n in NUMBERS) if v is not None]
                elements += [held(np.float32(v), data) for v in NUMBERS if held(np.float32(v), data) is not None]
                if np.dtype(data).kind == "f":
                    elements += [np.nextafter(e, np.dtype(data).type(0)) for e in elements]
                elements = np.array(elements, data)
                name = "d%d" % len(lines)
                dataset = file.create_dataset(name, data=elements)
                missing = np.zeros(len(elements), bool)
                for word in names:
                    for value in attribute(dataset, word, kind):
                        number = held(value if isinstance(value, (int, float)) else value.item(), data)
                        if number is not None:
                            missing |= (elements == number) | ((elements != elements) & (number != number))
                lines.append(name + " " + "".join("01"[int(m)] for m in missing))
    file.create_dataset("units", data=[1.0]).attrs["units"] = np.bytes_("\xb0C".encode("latin-1"))
print("\n".join(lines))
