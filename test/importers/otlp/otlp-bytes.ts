/** Writes OTLP protobuf as an exporter does, from the JSON of the same request. */
import { PbfWriter } from 'pbf';

type Attribute = { readonly key: string; readonly value: unknown };

export interface TestSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano?: string;
  readonly endTimeUnixNano?: string;
  readonly attributes?: readonly Attribute[];
  readonly events?: readonly { readonly name: string; readonly attributes?: readonly Attribute[] }[];
  readonly status?: { readonly code: number; readonly message?: string };
}

export interface TestLog {
  readonly traceId: string;
  readonly spanId: string;
  readonly eventName: string;
  readonly timeUnixNano?: string;
  readonly body?: unknown;
  readonly attributes?: readonly Attribute[];
}

/** One ExportTraceServiceRequest. */
export function tracesBytes(spans: readonly TestSpan[]): Buffer {
  return request((pbf) => {
    for (const span of spans) {
      pbf.writeMessage(2, writeSpan, span);
    }
  });
}

/** One ExportLogsServiceRequest. */
export function logsBytes(logs: readonly TestLog[]): Buffer {
  return request((pbf) => {
    for (const log of logs) pbf.writeMessage(2, writeLog, log);
  });
}

function request(items: (pbf: PbfWriter) => void): Buffer {
  const pbf = new PbfWriter();
  pbf.writeMessage(
    1,
    (_, resource) => {
      resource.writeMessage(1, (_none, inner) => writeAttribute(inner, SERVICE), undefined);
      resource.writeMessage(2, (_none, scope) => items(scope), undefined);
    },
    undefined,
  );
  return Buffer.from(pbf.finish());
}

const SERVICE = { key: 'service.name', value: { stringValue: 'helpdesk' } };

function writeAttribute(pbf: PbfWriter, attribute: Attribute): void {
  pbf.writeMessage(1, writeKeyValue, attribute);
}

function writeKeyValue({ key, value }: Attribute, pbf: PbfWriter): void {
  pbf.writeStringField(1, key);
  pbf.writeMessage(2, writeAny, value as Any);
}

type Any = {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string;
  readonly doubleValue?: number;
  readonly arrayValue?: { readonly values: readonly Any[] };
  readonly kvlistValue?: { readonly values: readonly Attribute[] };
};

function writeAny(value: Any, pbf: PbfWriter): void {
  if (value.stringValue !== undefined) pbf.writeStringField(1, value.stringValue);
  if (value.boolValue !== undefined) pbf.writeBooleanField(2, value.boolValue);
  if (value.intValue !== undefined) pbf.writeVarintField(3, Number(value.intValue));
  if (value.doubleValue !== undefined) pbf.writeDoubleField(4, value.doubleValue);
  if (value.arrayValue !== undefined) {
    pbf.writeMessage(
      5,
      ({ values }, inner) => {
        for (const item of values) inner.writeMessage(1, writeAny, item);
      },
      value.arrayValue,
    );
  }
  if (value.kvlistValue !== undefined) {
    pbf.writeMessage(
      6,
      ({ values }, inner) => {
        for (const item of values) writeAttribute(inner, item);
      },
      value.kvlistValue,
    );
  }
}

function writeSpan(span: TestSpan, pbf: PbfWriter): void {
  pbf.writeBytesField(1, Buffer.from(span.traceId, 'hex'));
  pbf.writeBytesField(2, Buffer.from(span.spanId, 'hex'));
  if (span.parentSpanId !== undefined) pbf.writeBytesField(4, Buffer.from(span.parentSpanId, 'hex'));
  pbf.writeStringField(5, span.name);
  pbf.writeVarintField(6, 3);
  if (span.startTimeUnixNano !== undefined) writeTime(pbf, 7, span.startTimeUnixNano);
  if (span.endTimeUnixNano !== undefined) writeTime(pbf, 8, span.endTimeUnixNano);
  for (const attribute of span.attributes ?? []) pbf.writeMessage(9, writeKeyValue, attribute);
  for (const event of span.events ?? []) {
    pbf.writeMessage(
      11,
      ({ name, attributes = [] }, inner) => {
        inner.writeStringField(2, name);
        for (const attribute of attributes) inner.writeMessage(3, writeKeyValue, attribute);
      },
      event,
    );
  }
  if (span.status !== undefined) {
    pbf.writeMessage(
      15,
      ({ code, message = '' }, inner) => {
        inner.writeStringField(2, message);
        inner.writeVarintField(3, code);
      },
      span.status,
    );
  }
  pbf.writeFixed32Field(16, 1);
}

function writeLog(log: TestLog, pbf: PbfWriter): void {
  if (log.timeUnixNano !== undefined) writeTime(pbf, 1, log.timeUnixNano);
  pbf.writeVarintField(2, 9);
  if (log.body !== undefined) pbf.writeMessage(5, writeAny, log.body as Any);
  for (const attribute of log.attributes ?? []) pbf.writeMessage(6, writeKeyValue, attribute);
  pbf.writeBytesField(9, Buffer.from(log.traceId, 'hex'));
  pbf.writeBytesField(10, Buffer.from(log.spanId, 'hex'));
  pbf.writeStringField(12, log.eventName);
}

function writeTime(pbf: PbfWriter, field: number, nanoseconds: string): void {
  pbf.writeTag(field, 1);
  pbf.writeFixed64(Number(nanoseconds));
}
