// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/ComposeSeed.h"

#include <QObject>

#include <memory>

class QImage;
class QTemporaryDir;

namespace tern::engine {
class Engine;
}

namespace tern::ui {

class AttachmentStrip;

/// Brings files into the profile and onto the strip: chosen, dropped, pasted, or carried over from a message that is passed on.
/// Thread: UI.
class AttachmentIntake final : public QObject {
    Q_OBJECT

public:
    AttachmentIntake(engine::Engine &engine, AttachmentStrip &strip, QObject *parent = nullptr);
    ~AttachmentIntake() override;

    void take(const QString &file);
    void take(const QImage &image);
    void carryOver(const engine::OpenedMessagePtr &message, const std::vector<std::string> &parts);

Q_SIGNALS:
    void failed(const tern::Error &error);
    /// In words, for what no engine needs to be asked about.
    void refused(const QString &sentence);

private:
    void attach(const QString &file, int card);

    engine::Engine &m_engine;
    AttachmentStrip &m_strip;
    std::unique_ptr<QTemporaryDir> m_images;
};

} // namespace tern::ui
