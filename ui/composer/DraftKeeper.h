// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace tern::engine {
class Engine;
}

namespace tern::ui {

/// Saves a draft some time after a change, one save at a time, each a version of the same draft.
/// Thread: UI.
class DraftKeeper final : public QObject {
    Q_OBJECT

public:
    /// \param collect  the draft as it stands in the window; id, version and server copy are the keeper's.
    DraftKeeper(engine::Engine &engine, std::function<store::DraftRecord()> collect, QObject *parent = nullptr);

    void setDraft(DraftId draft) { m_saved.id = draft; }
    [[nodiscard]] DraftId draft() const { return m_saved.id; }
    /// Something changed: it is saved one second after the last change, at most five after the first.
    void touch();
    [[nodiscard]] bool isDirty() const { return m_dirty || m_saving; }
    /// Saves what is new and then calls `then`, with the error if it could not be saved. At once if there is nothing new.
    void flush(std::function<void(Result<void>)> then);
    /// No more saving: the draft was sent or discarded.
    void stop();

Q_SIGNALS:
    void saved(qint64 at);
    void failed(const tern::Error &error);

private:
    void save();
    void finished(Result<store::DraftRecord> outcome);

    engine::Engine &m_engine;
    std::function<store::DraftRecord()> m_collect;
    store::DraftRecord m_saved;
    QTimer m_soon;
    QTimer m_atLatest;
    bool m_dirty = false;
    bool m_saving = false;
    bool m_stopped = false;
    std::vector<std::function<void(Result<void>)>> m_waiting;
};

} // namespace tern::ui
