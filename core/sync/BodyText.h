// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/StoreWriter.h"

namespace tern::sync {

/// What a message says, for the text index and its row; empty where it can't be read. Thread: any.
[[nodiscard]] store::StoreWriter::ReadBody readBody(MessageId message, const QByteArray &raw);

} // namespace tern::sync
