// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/store/Records.h"

#include <QByteArray>
#include <QDir>
#include <QFile>

#include <functional>
#include <memory>

/// Messages as files: mbox, Maildir, folders of .eml.
namespace tern::cli {

/// A message and what a mailbox knew of it.
struct FiledMessage {
    QByteArray raw;             ///< CRLF lines, as IMAP wants them; or as they lay in the file
    store::Flags flags = 0;
    UnixMillis date = 0;        ///< 0: not known
    QString sender;             ///< for an mbox's From_ line
};

/// Takes messages one after the other. Errors: Io, with the file's name in detail.
class MessageFileWriter {
public:
    virtual ~MessageFileWriter() = default;
    [[nodiscard]] virtual Result<void> write(const FiledMessage &message) = 0;
};
/// mboxrd: lines that begin with ">*From " get one more '>', so that nothing is lost. Not over an existing file.
[[nodiscard]] Result<std::unique_ptr<MessageFileWriter>> mboxWriter(const QString &file);
/// NNNNNN.eml, numbered on behind those that are there.
[[nodiscard]] Result<std::unique_ptr<MessageFileWriter>> emlWriter(const QString &folder);
/// A Maildir with its flags in the names; the folders are made.
[[nodiscard]] Result<std::unique_ptr<MessageFileWriter>> maildirWriter(const QString &folder);

/// Reads whatever `path` is: an mbox, one message, a folder of .eml, a Maildir. What can't be read is told to `skipped` with the reason.
/// \return false from `take` ends it. Errors: NotFound.
[[nodiscard]] Result<void> readMessageFiles(const QString &path, const std::function<bool(FiledMessage)> &take,
                                            const std::function<void(const QString &file, const QString &why)> &skipped);

} // namespace tern::cli
