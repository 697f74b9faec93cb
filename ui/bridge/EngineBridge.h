// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"

#include <QCoreApplication>
#include <QObject>
#include <QPointer>

#include <memory>
#include <type_traits>

namespace tern::ui {

namespace detail {
template <typename F>
struct ResultOf : ResultOf<decltype(&F::operator())> {};
template <typename C, typename R, typename A>
struct ResultOf<R (C::*)(A) const> { using Argument = std::decay_t<A>; };
template <typename C, typename R, typename A>
struct ResultOf<R (C::*)(A)> { using Argument = std::decay_t<A>; };
template <typename T>
struct ValueOf;
template <typename T>
struct ValueOf<Result<T>> { using Type = T; };
}

/// Carries what the engine says from its threads to the UI thread: the observer's calls as queued signals, completions to
/// the object that waits for them.
///
/// A completion, two ways:
///     engine.saveDraft(draft, onUi(this, [this](Result<store::DraftRecord> saved) { … }));
///     bridge.call(this, [&](auto done) { engine.saveDraft(draft, done); }, [this](Result<store::DraftRecord> saved) { … });
/// The lambda runs on the UI thread, later, and not at all once its context object is gone.
///
/// Thread: made and used on the UI thread; the observer's calls come on engine threads.
class EngineBridge final : public QObject, public engine::EngineObserver {
    Q_OBJECT
public:
    explicit EngineBridge(QObject *parent = nullptr);

    void storeChanged(const store::ChangeSet &changes) override;
    void accountStatusChanged(const engine::AccountStatus &status) override;
    void noticed(const engine::Notice &notice) override;
    void indexChanged(const engine::LaneStatus &status) override;

    template <typename Start, typename Then>
    void call(QObject *context, Start &&start, Then then);

Q_SIGNALS:
    void changed(const tern::store::ChangeSet &changes);
    void statusChanged(const tern::engine::AccountStatus &status);
    void notice(const tern::engine::Notice &notice);
    void indexStatusChanged(const tern::engine::LaneStatus &status);
};

/// Wraps `then` (taking a Result<T>) as an engine completion that runs on the UI thread while `context` lives.
/// Thread: UI; the completion may be called on any.
template <typename Then>
[[nodiscard]] auto onUi(QObject *context, Then then)
{
    using Outcome = typename detail::ResultOf<Then>::Argument;
    using Value = typename detail::ValueOf<Outcome>::Type;
    auto shared = std::make_shared<Then>(std::move(then));
    return engine::Completion<Value>([guard = QPointer<QObject>(context), shared](Outcome outcome) {
        auto carried = std::make_shared<Outcome>(std::move(outcome));
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard, shared, carried] {
                if (guard)
                    (*shared)(std::move(*carried));
            },
            Qt::QueuedConnection);
    });
}

/// Wraps `then` (taking a const Step &) as a listener that the engine calls several times: each call is carried to the UI thread, in order, while
/// `context` lives. Thread: UI; the listener may be called on any.
template <typename Step, typename Then>
[[nodiscard]] std::function<void(const Step &)> eachOnUi(QObject *context, Then then)
{
    return [guard = QPointer<QObject>(context), then = std::move(then)](const Step &step) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard, then, step] {
                if (guard)
                    then(step);
            },
            Qt::QueuedConnection);
    };
}

template <typename Start, typename Then>
void EngineBridge::call(QObject *context, Start &&start, Then then)
{
    std::forward<Start>(start)(onUi(context, std::move(then)));
}

} // namespace tern::ui

Q_DECLARE_METATYPE(tern::store::ChangeSet)
Q_DECLARE_METATYPE(tern::engine::AccountStatus)
Q_DECLARE_METATYPE(tern::engine::LaneStatus)
Q_DECLARE_METATYPE(tern::engine::Notice)
