// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/AttachmentFiles.h"
#include "core/engine/Preview.h"
#include "core/engine/StoppableJobs.h"

#include <filesystem>
#include <mutex>

namespace tern::engine {

/// What is done with the files that a message brings: looked at, shown, saved, handed to another program. Everything is done on other threads; completions
/// are called there.
/// Thread: any.
class AttachmentDesk final {
public:
    /// Has work done on another thread; after the end it is done at once, with Cancelled.
    using Post = std::function<void(std::function<void(Result<void>)>)>;
    struct Options {
        Post post;
        std::filesystem::path copies;      ///< the folder for private copies
        std::string previewProgram;        ///< tern-preview; empty: beside the program
        std::string fallbackCharset = "GB18030";
        std::chrono::milliseconds longestPreview{15'000};
    };

    explicit AttachmentDesk(Options options);
    ~AttachmentDesk() { stop(); }

    /// What each of `parts` is; in their order, what isn't there as an empty file without a name.
    void look(OpenedMessagePtr message, std::vector<std::string> parts, Completion<std::vector<files::FileLook>> done);
    /// What of it can be shown. One at a time: an earlier one that was not answered yet gets Cancelled. Errors: NotFound, Cancelled.
    void preview(OpenedMessagePtr message, std::string part, PreviewWish wish, Completion<Preview> done);
    /// Ends what goes on for preview().
    void cancelPreview();

    /// Writes the decoded part; the file appears whole or not at all, and is never executable. Errors: InvalidInput ("exists"), DiskFull, ReadOnly, Io, NotFound.
    void save(OpenedMessagePtr message, std::string part, QString file, Overwrite overwrite, Completion<void> done);
    /// Into a folder, each under its own name, or with a number where that is taken. Ends at the first that fails. \return the paths
    void saveAll(OpenedMessagePtr message, std::vector<std::string> parts, QString folder, Completion<QStringList> done);
    /// The same for bytes that are no part: the message itself, a printed page.
    void saveBytes(QByteArray bytes, QString file, Overwrite overwrite, Completion<void> done);
    /// A private read-only copy for another program. \return its path
    void exportCopy(OpenedMessagePtr message, std::string part, Completion<QString> done);

    /// What is not done gets Cancelled; joins. Idempotent.
    void stop() { m_jobs.stop(); }

private:
    template <typename T>
    void run(Completion<T> done, std::function<Result<T>()> work);
    [[nodiscard]] Result<Preview> makePreview(const OpenedMessagePtr &message, const std::string &part, const PreviewWish &wish, const StopToken &stop) const;

    const Options m_options;
    std::mutex m_mutex;
    int m_previewing = 0;             ///< handle of the job, 0: none
    StoppableJobs m_jobs;
};

/// Where tern-preview is: beside an installed program, or in the folder it was built in; empty if nowhere.
[[nodiscard]] std::string findPreviewProgram();

} // namespace tern::engine
